/** Types an argument of a function that builds a model, as a person reads and changes it: value, origin, kind. */

/** Where the value of an argument comes from. `use`, `type` and `name` are guesses. */
export type ArgumentOrigin = 'directive' | 'pinned' | 'call' | 'default' | 'use' | 'type' | 'name';

/**
 * Precedes a model's name as the owner of a setting that is no function's argument: the `inputShape`, `loss` or
 * `optimizer` of a model whose code gives none.
 */
export const modelOwner = 'model:';

/** One value that the probe passes to a function, or one field of such a value. */
export interface Argument {
  /** The function that has the parameter: `createModel`, `Net` for a constructor, `Net.build`. */
  readonly owner: string;
  /** `numClasses`, `config.units`. */
  readonly name: string;
  /** As source text where it has one: `10`, `[28, 28, 1]`; else in words, such as `a stand-in`. */
  readonly text: string;
  /** Whether `text` is a literal that a directive can hold. */
  readonly isLiteral: boolean;
  readonly origin: ArgumentOrigin;
  /** The kind of value that the code needs there, where the code shows it. */
  readonly takes?: ValueKind | undefined;
  /** Whether its declared type allows no other kind. */
  readonly mustBe: boolean;
  /** The names to choose from; a directive writes them without quotes. */
  readonly choices?: readonly string[];
  /** The value that would apply without the directive or the pin. */
  readonly instead?: string;
}

export type ValueKind = 'number' | 'string' | 'boolean' | 'list of numbers' | 'list' | 'object';

/** Whether a value stands neither in the user's code nor in a comment there. */
export function isAssumed({ origin }: Pick<Argument, 'origin'>): boolean {
  return origin === 'pinned' || origin === 'use' || origin === 'type' || origin === 'name';
}

/** `numClasses = 10`. */
export function argumentText({ name, text }: Pick<Argument, 'name' | 'text'>): string {
  return `${name} = ${text}`;
}

/** How a message names each kind, and an example of it. */
export const valueWords: Readonly<Record<ValueKind, { readonly words: string; readonly example: string }>> = {
  number: { words: 'a number', example: '10' },
  string: { words: 'text in quotes', example: "'relu'" },
  boolean: { words: 'true or false', example: 'true' },
  'list of numbers': { words: 'a list of numbers', example: '[28, 28, 1]' },
  list: { words: 'a list', example: "['a', 'b']" },
  object: { words: 'an object', example: '{ units: 16 }' },
};

/** Whether a value that JSON can hold is of that kind; in a list of numbers, null stands for a size left open. */
export function isOfKind(value: unknown, kind: ValueKind): boolean {
  if (kind === 'list') return Array.isArray(value);
  if (kind === 'list of numbers')
    return Array.isArray(value) && value.every((item) => typeof item === 'number' || item === null);
  if (kind === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === kind;
}

/** Names a value's kind in words; expects what JSON can hold. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value))
    return value.every((item) => typeof item === 'number')
      ? valueWords['list of numbers'].words
      : 'a list of other things';
  if (typeof value === 'string') return 'text';
  return valueWords[typeof value as ValueKind].words;
}
