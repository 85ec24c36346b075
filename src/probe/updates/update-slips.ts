/**
 * Finds mistakes in what the steps of a loop train: variables that none trains, weights that two steps dispute, and
 * gradients that it applies again in each step.
 */

import type { LossSlip } from '../losses/step-losses';
import type { Tensor, Variable } from '../tfjs/internals';
import { LeftOutVariables, leftOutSlip } from './left-out';
import { OpposedSteps, opposedSlip } from './opposed-steps';
import { PiledGradients, piledSlip } from './piled-gradients';

/** A step of a loop. */
interface LoopStep {
  /** Tells the steps of a loop apart; undefined where user code applies the gradients itself. */
  readonly key: string | undefined;
  /** Variables that its loss multiplies by, and of which it takes no gradient. */
  readonly leftOut: readonly Variable[];
  /** What it takes gradients of. */
  readonly trained: readonly Tensor[];
  /** The gradients of these, in that order. */
  readonly gradients: readonly (Tensor | null | undefined)[];
}

/** A slip without the call that makes it. */
type Slip = Omit<LossSlip, 'stack'>;

export class UpdateSlips {
  readonly #unmoved = new LeftOutVariables();
  readonly #opposed = new OpposedSteps();
  readonly #piled = new PiledGradients();

  /** Notes a step, after its backward pass. */
  add({ key, leftOut, trained, gradients }: LoopStep): readonly Slip[] {
    const unmoved = leftOutSlip(this.#unmoved.add(leftOut));
    if (key === undefined) this.#piled.compute(trained, gradients);
    const isOpposed = key !== undefined && this.#opposed.add(key, trained, gradients);
    return [...(unmoved ? [unmoved] : []), ...(isOpposed ? [opposedSlip] : [])];
  }

  /**
   * Notes gradients that user code applies by a call of its own.
   * @param given by the names of their variables
   */
  apply(variables: Iterable<Variable>, given: ReadonlyMap<string, Tensor>): readonly Slip[] {
    return this.#piled.apply(variables, given) ? [piledSlip] : [];
  }
}
