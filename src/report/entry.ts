/** How user code is entered: a function, method or class that makes a model, and the arguments it is given. */

/** How the arguments of a builder are made: each is a value that JSON can carry, or nothing (the default applies). */
export interface ArgumentGuess {
  readonly name: string;
  /** `default`: leave it out; `value`: pass `value`; `stand-in`: pass an inert object that answers everything. */
  readonly kind: 'default' | 'value' | 'stand-in' | 'tf';
  readonly value?: unknown;
  /** Places inside `value` (an object) that JSON cannot fill: the keys that lead there, and whether an inert object or tfjs goes in. */
  readonly holes?: readonly ArgumentHole[];
  /** For a stand-in: the code uses it as a model or a layer, and one that was made before serves better. */
  readonly wants?: 'model' | 'layer';
  /** For a model that is wanted: its output has rows, columns and channels, as convolutions give them. */
  readonly images?: boolean;
}

export interface ArgumentHole {
  readonly path: readonly string[];
  readonly kind: 'stand-in' | 'tf';
}

/** A function (or method) of the user's that makes a model, which the bundle keeps reachable. */
export interface EntryCall {
  /**
   * The key under which the bundle registers it: `<absolute file>#<path>`, such as `/w/model.ts#Net.build`. A path that begins with `~` and
   * a number names a function inside another; it can be called once the one around it has run so far.
   */
  readonly key: string;
  readonly label: string;
  /** `method` needs an instance first, made with `constructorArguments`; `class` is only constructed. */
  readonly kind: 'function' | 'method' | 'static-method' | 'class';
  readonly arguments: readonly ArgumentGuess[];
  readonly constructorArguments: readonly ArgumentGuess[];
  /** Whether the function itself (or what it calls in the file) starts training. */
  readonly trains: boolean;
  /** Indices of the model sites of its file that calling it reaches. */
  readonly models?: readonly number[];
  /** The one of them that it is called for: branches are taken towards it alone. */
  readonly towards?: number;
}

/** Where the value of an argument comes from. `use`, `type` and `name` are guesses. */
export type ArgumentOrigin = 'directive' | 'pinned' | 'call' | 'default' | 'use' | 'type' | 'name';

/** Stands before the name of a model where an argument is not that of a function: the `inputShape`, `loss` or `optimizer` of a model whose code gives it none. */
export const modelOwner = 'model:';

/** One value that a function is called with, or one field of it, as a person reads and changes it. */
export interface Argument {
  /** Which function's parameter it is: `createModel`, `Net` for a constructor's, `Net.build`. */
  readonly owner: string;
  /** `numClasses`, `config.units`. */
  readonly name: string;
  /** As source text where it has one: `10`, `[28, 28, 1]`; else in words, such as `a stand-in`. */
  readonly text: string;
  /** A literal, to be written in a directive; otherwise `text` only says what is there. */
  readonly isLiteral: boolean;
  readonly origin: ArgumentOrigin;
  /** What kind of value the code wants there, where it says. */
  readonly takes?: ValueKind | undefined;
  /** Its declared type leaves no other choice. */
  readonly mustBe: boolean;
  /** The names to choose from, which are written without quotes. */
  readonly choices?: readonly string[];
  /** Without the directive or the pinned value: what would be there. */
  readonly instead?: string;
}

export type ValueKind = 'number' | 'string' | 'boolean' | 'list of numbers' | 'list' | 'object';

/** Whether a value is neither in the user's code nor in a comment of it. */
export function isAssumed({ origin }: Pick<Argument, 'origin'>): boolean {
  return origin === 'pinned' || origin === 'use' || origin === 'type' || origin === 'name';
}

/** `numClasses = 10`. */
export function argumentText({ name, text }: Pick<Argument, 'name' | 'text'>): string {
  return `${name} = ${text}`;
}
