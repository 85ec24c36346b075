/**
 * Types a call into user code that builds a model: a function, method or class, and the arguments that the probe
 * passes.
 */

import type { BundleRange } from './position';

/** One argument of such a call: a JSON value, a stand-in, tfjs itself, or nothing (the parameter's default applies). */
export interface EntryArgument {
  readonly name: string;
  /** `default`: leave it out; `value`: pass `value`; `stand-in`: pass an inert object that answers every access. */
  readonly kind: 'default' | 'value' | 'stand-in' | 'tf';
  readonly value?: unknown;
  /** Places inside `value` (an object) that JSON cannot fill. */
  readonly holes?: readonly ArgumentHole[];
  /** For a stand-in: what the code takes it for. */
  readonly wants?: WantedStandIn;
  /** For `wants: 'model'`: the code needs one whose output has rows, columns and channels, as of convolutions. */
  readonly images?: boolean;
}

/** A model or a layer, of which the probe prefers one that it has built already; or a list, by `Array.isArray`. */
export type WantedStandIn = 'model' | 'layer' | 'list';

export interface ArgumentHole {
  /** The keys that lead from the argument's value to the place. */
  readonly path: readonly string[];
  /** What the probe puts there: an inert stand-in, or tfjs. */
  readonly kind: 'stand-in' | 'tf';
}

/** A function, method or class of the user that builds a model, and that the bundle keeps reachable. */
export interface EntryCall {
  /**
   * The key under which the bundle registers it: `<absolute file>#<path>`, such as `/w/model.ts#Net.build`. A path that
   * begins with `~` and a number names a nested function, which exists only after its outer function has run that far.
   */
  readonly key: string;
  readonly label: string;
  /** `method` first needs an instance, constructed with `constructorArguments`; `class` is only constructed. */
  readonly kind: 'function' | 'method' | 'static-method' | 'class';
  readonly arguments: readonly EntryArgument[];
  readonly constructorArguments: readonly EntryArgument[];
  /** Whether the function itself (or one that it calls in the file) starts training. */
  readonly trains: boolean;
  /** The range of the whole function in the bundle. */
  readonly extent?: BundleRange;
  /** Whether some of the arguments are guesses of the probe. */
  readonly hasGuesses?: boolean;
  /** Indices of the model sites of its file that calling it reaches. */
  readonly models?: readonly number[];
  /** The model site for which the probe calls it; forced branches lead to this site alone. */
  readonly towards?: number;
}
