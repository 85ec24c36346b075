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
}
