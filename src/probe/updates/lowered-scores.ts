/**
 * Tells of a step that trains a net to get the least of what another one says of its outputs: the loss is the mean of
 * what it says, and its own steps train it by its error, as they do the critic of an actor.
 */

import type { LossCall, LossSlip } from '../losses/step-losses';
import { haveValuesOfTargets, type ScoresInLoss } from '../tape/scores-in-loss';
import type { Model } from '../tfjs/internals';
import type { JudgedStep } from './judged-fakes';

/** So many steps of the maker count. */
const leastTurns = 10;

/** The steps of one loss that train a maker of what regressors alone judge. */
interface Turns {
  all: number;
  /** Of which the loss is the mean of what they say, or a multiple of it above 0. */
  lowered: number;
}

export class LoweredScores {
  /** Models that a step has trained, with whether each of their steps was to lower their error alone. */
  readonly #regressed = new WeakMap<Model, boolean>();
  readonly #turns = new Map<string, Turns>();

  /** Whether the place of the loss will count in the next step of this key. */
  expects(key: string | undefined): boolean {
    const { all, lowered } = this.#turns.get(key ?? '') ?? { all: 0, lowered: 0 };
    return all >= leastTurns - 1 && lowered === all;
  }

  /** Notes a step of a compiled model, by the losses of its outputs. */
  addCompiled(model: Model, losses: readonly LossCall[]): void {
    this.#note(model, losses.length > 0 && losses.every(isError));
  }

  #note(judge: Model, isRegressed: boolean): void {
    this.#regressed.set(judge, isRegressed && this.#regressed.get(judge) !== false);
  }

  /** Notes a step, after its backward pass. User code that applies the gradients itself may climb the loss. */
  add(step: JudgedStep, { sign, regressed }: ScoresInLoss): Omit<LossSlip, 'stack'> | undefined {
    const { key, calls, trains, shareLayers } = step;
    for (const { judge, maker } of calls) if (trains(judge)) this.#note(judge, regressed.has(judge) && !maker);
    // An actor of one action gives one number for each example as well.
    const asked = calls.filter(({ judge }) => !trains(judge));
    const areOfMaker = asked.every(
      ({ judge, maker }) => this.#regressed.get(judge) === true && maker && trains(maker) && !shareLayers(judge, maker),
    );
    if (key === undefined || asked.length === 0 || !areOfMaker) return undefined;
    const turns = this.#turns.get(key) ?? { all: 0, lowered: 0 };
    this.#turns.set(key, turns);
    turns.all++;
    if (sign > 0) turns.lowered++;
    const isLowered = turns.all >= leastTurns && turns.lowered === turns.all;
    return isLowered ? { kind: 'lowered', operation: 'mean', shapes: [] } : undefined;
  }
}

function isError({ known, targetRows }: LossCall): boolean {
  const isOfDifferences = known?.kind === 'squared' || known?.kind === 'absolute';
  return isOfDifferences && haveValuesOfTargets(targetRows?.()?.values);
}
