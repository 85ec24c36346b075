/** Tells which variables of user code belong to no layer. */

import { type Layer, partsOf, type Variable } from '../tfjs/internals';
import type { Recorder } from '../recording/recorder';

export class LooseVariables {
  /** The loose variables, and how many variables the recorder had when they were found. */
  #known: { readonly count: number; readonly loose: ReadonlySet<Variable> } | undefined;

  constructor(private readonly recorder: Recorder) {}

  has(variable: Variable): boolean {
    const { variables, layers } = this.recorder;
    if (this.#known?.count !== variables.length) {
      const loose = new Set<Variable>(variables);
      for (const layer of layers) for (const { val } of weightsOf(layer)) loose.delete(val);
      this.#known = { count: variables.length, loose };
    }
    return this.#known.loose.has(variable);
  }
}

function weightsOf(layer: Layer): readonly { readonly val: Variable }[] {
  try {
    return partsOf(layer).weights;
  } catch {
    // The wrapper was not fully constructed.
    return [];
  }
}
