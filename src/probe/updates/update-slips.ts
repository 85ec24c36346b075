/**
 * Finds mistakes in what the steps of a loop train: variables that none trains, weights that two steps dispute, and
 * gradients that it applies again in each step.
 */

import type { LossCall, LossSlip } from '../losses/step-losses';
import type { JudgedCall } from '../tape/model-calls';
import type { ScoresInLoss } from '../tape/scores-in-loss';
import { type Layer, type Model, partsOf, type Tensor, type Variable } from '../tfjs/internals';
import { isOwnClass } from '../tfjs/layer-facts';
import { JudgedFakes, type JudgedStep } from './judged-fakes';
import { LeftOutVariables, leftOutSlip } from './left-out';
import { LoweredScores } from './lowered-scores';
import { OpposedSteps, opposedSlip } from './opposed-steps';
import { PiledGradients, piledSlip } from './piled-gradients';

/** Slips whose place is a line of the loss, not the call that takes the gradients. */
export const slipsOfLoss: ReadonlySet<string> = new Set(['same-goal', 'detached', 'judge-alike', 'lowered']);

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
  /** Calls of models that give one number for each example. */
  readonly calls: readonly JudgedCall[];
  /** What becomes of what they gave. */
  readonly scores: ScoresInLoss | undefined;
  /** The layers that ran, by their models. */
  readonly owners: ReadonlyMap<Model | undefined, { readonly layers: ReadonlyMap<Layer, unknown> }>;
}

/** A slip without the call that makes it. */
type Slip = Omit<LossSlip, 'stack'>;

export class UpdateSlips {
  readonly #unmoved = new LeftOutVariables();
  readonly #opposed = new OpposedSteps();
  readonly #piled = new PiledGradients();
  readonly #fakes = new JudgedFakes();
  readonly #scores = new LoweredScores();

  /** Whether the place of the loss may count in the next step of this key. */
  expectsSlipOfLoss(key: string | undefined): boolean {
    return this.#fakes.expects(key) || this.#scores.expects(key);
  }

  /** Notes a step of a compiled model, by the losses of its outputs. */
  addCompiled(model: Model, losses: readonly LossCall[]): void {
    this.#fakes.addCompiled(model);
    this.#scores.addCompiled(model, losses);
  }

  /** Notes a step, after its backward pass. */
  add({ key, leftOut, trained, gradients, calls, scores, owners }: LoopStep): readonly Slip[] {
    const unmoved = leftOutSlip(this.#unmoved.add(leftOut));
    if (key === undefined) this.#piled.compute(trained, gradients);
    const judged = calls.length > 0 ? judgedStep({ key, trained, gradients, calls, owners }) : undefined;
    const fakes = judged && this.#fakes.add(judged);
    const lowered = judged && scores && this.#scores.add(judged, scores);
    const isHalf = judged && this.#fakes.isHalf(judged);
    const isOpposed = key !== undefined && !isHalf && this.#opposed.add(key, trained, gradients);
    return [unmoved, isOpposed ? opposedSlip : undefined, fakes, lowered].filter((slip) => slip !== undefined);
  }

  /**
   * Notes gradients that user code applies by a call of its own.
   * @param given by the names of their variables
   */
  apply(variables: Iterable<Variable>, given: ReadonlyMap<string, Tensor>): readonly Slip[] {
    return this.#piled.apply(variables, given) ? [piledSlip] : [];
  }
}

function judgedStep({ key, trained, gradients, calls, owners }: Omit<LoopStep, 'leftOut' | 'scores'>): JudgedStep {
  const layersOf = (model: Model): Layer[] => [...(owners.get(model)?.layers.keys() ?? [])];
  const connected = new Set<Tensor>(trained.filter((_, at) => gradients[at]));
  return {
    key,
    // A layer of user code may turn gradients around on their way back.
    calls: calls.filter(({ judge }) => !layersOf(judge).some(isOwnClass)),
    trains: (model) => layersOf(model).some((layer) => partsOf(layer).weights.some(({ val }) => connected.has(val))),
    shareLayers: (one, other) => layersOf(one).some((layer) => layersOf(other).includes(layer)),
  };
}
