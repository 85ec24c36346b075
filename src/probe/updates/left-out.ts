/** Finds variables that a loop multiplies by and never trains, because its list of variables leaves them out. */

import { learningLimits } from '../../report/losses';
import type { LossSlip } from '../losses/step-losses';
import type { Variable } from '../tfjs/internals';
import { type Values, valuesOf } from '../tfjs/tensor-values';

interface Seen {
  readonly values: Values;
  steps: number;
}

/** @returns undefined where none is left out */
export function leftOutSlip(variables: readonly Variable[]): Omit<LossSlip, 'stack'> | undefined {
  if (variables.length === 0) return undefined;
  // tfjs numbers variables that the code gives no name.
  const names = variables.map(({ name }) => name).filter((name) => !/^\d+$/.test(name));
  return { kind: 'left-out', operation: names.join(', '), shapes: variables.map(({ shape }) => shape) };
}

export class LeftOutVariables {
  readonly #seen = new WeakMap<Variable, Seen>();

  /**
   * Notes a step.
   * @param leftOut variables that its loss multiplies by, and of which it takes no gradient
   * @returns those of them that are as they were at first, after enough steps
   */
  add(leftOut: readonly Variable[]): Variable[] {
    return leftOut.filter((variable) => variable.trainable && this.#stands(variable));
  }

  #stands(variable: Variable): boolean {
    const values = valuesOf(variable);
    if (!values) return false;
    const seen = this.#seen.get(variable);
    if (!seen) {
      this.#seen.set(variable, { values: values.slice(), steps: 1 });
      return false;
    }
    seen.steps++;
    return seen.steps >= learningLimits.unmovedSteps && seen.values.every((value, at) => value === values[at]);
  }
}
