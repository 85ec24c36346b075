/**
 * Takes more steps of a model whose measured ones do not show that it learns: many healthy ones are slow at the start.
 *
 * Only their losses are read. Weights and random numbers are afterwards what they were before.
 */

import {
  type FurtherSteps as FurtherResult,
  isBelowByChance,
  lateShare,
  learningLimits,
  furtherLearningState,
} from '../../report/losses';
import type { BatchSource } from '../data/batches';
import { LossSeries } from '../losses/loss-series';
import { LossTrace } from '../losses/loss-trace';
import { type Example, nearestShare } from '../further/nearest-rows';
import { withLossesInto } from '../losses/watch-losses';
import type { MeasuredModel } from '../measuring/measured-model';
import { scalarOf } from '../measuring/norms';
import type { SeedRun } from '../seed/seed-run';
import { type Model, modelParts, partsOf, type Tensor, type TrainFunction } from '../tfjs/internals';
import { plainLayers } from '../tfjs/nested-layers';
import { keepRandomNumbers } from '../tfjs/seeded-random';
import * as tf from '../tfjs/tf';
import { valuesOf } from '../tfjs/tensor-values';
import { now, yieldNowAndThen } from '../time/clock';

/** Ten times the measured steps in all. */
const timesMore = 9;
/** A training of the code that is longer is followed to its end, up to so many steps in all ... */
const mostOfCode = 1000;
/** ... for this long, where the usual further steps are over, or where the loss falls already. */
const longestOfCodeMs = 1_500;
/** The most time for one model in one seed; it may also take no more than this share of the remaining time. */
const longestMs = 10_000;
const shareOfTime = 0.15;
/** The fastest of this many steps shows how long all would take: the mean would hold other work of the machine too. */
const trialSteps = 3;
/** Fewer steps than this decide nothing, so the probe takes none if the time is too short for this many. */
const leastSteps = 100;
/** Every this many steps the probe checks whether the model learns, and then stops. */
const checkedEvery = 30;
/** The most examples that are compared with each other. */
const mostExamples = 256;

/**
 * @param model the one that has the train function
 * @param stepsOfCode how many the training call of user code would take; undefined where nobody knows
 */
export async function takeFurtherSteps(
  seedRun: SeedRun,
  model: Model,
  measured: MeasuredModel,
  source: BatchSource,
  step: TrainFunction,
  stepsOfCode: number | undefined,
): Promise<void> {
  if (source.data !== 'user' || !measured.answers || modelParts(model).stateful) return;
  const most = mostFurther(model, measured, stepsOfCode);
  if (most.usual === 0 && most.ofCode === 0) return;
  const further = new FurtherSteps(model, source, step);
  const restore = keepState(model);
  try {
    const start = now();
    const longest = Math.min(longestMs, shareOfTime * (seedRun.options.deadline - start));
    await further.take(most.usual, start + longest, seedRun);
    await further.take(most.ofCode, Math.min(start + longest, now() + longestOfCodeMs), seedRun);
  } catch {
    // The measured steps still count; what further steps would have shown stays unknown.
    return;
  } finally {
    restore();
  }
  const result = further.result();
  if (most.usual > 0 || result.steps >= Math.min(leastSteps, most.ofCode)) measured.noteFurtherSteps(result);
}

/**
 * How many further steps a model takes at most: the usual ones where its measured steps show no learning; those of the
 * code, if there are more, also where the loss of a shallow one only falls towards the constant answer's. That of a
 * deep one may fall for long.
 */
function mostFurther(
  model: Model,
  measured: MeasuredModel,
  stepsOfCode = 0,
): { readonly usual: number; readonly ofCode: number } {
  const { mayLearnNothing, losses } = measured;
  const mayEndUnlearned = measured.mayEndUnlearned && isShallow(model);
  const left = stepsOfCode > mostOfCode ? 0 : Math.max(0, stepsOfCode - losses.length);
  return {
    usual: mayLearnNothing ? timesMore * losses.length : 0,
    ofCode: mayLearnNothing || mayEndUnlearned ? left : 0,
  };
}

/** Few layers with kernels, and none that is deep through time. */
function isShallow(model: Model): boolean {
  const parts = plainLayers(model).map(partsOf);
  const kernels = parts.filter(({ weights }) => weights.some(({ val }) => val.shape.length >= 2));
  return kernels.length <= learningLimits.shallow && !parts.some(({ cell }) => cell);
}

/** @returns what puts weights and random numbers back */
function keepState(model: Model): () => void {
  const putBack = keepRandomNumbers();
  const kept = plainLayers(model)
    .flatMap((layer) => partsOf(layer).weights)
    .map(({ val }) => ({ val, before: val.clone() }));
  return () => {
    putBack();
    for (const { val, before } of kept) {
      if (!val.isDisposed) val.assign(before);
      before.dispose();
    }
  };
}

class FurtherSteps {
  readonly #losses = new LossSeries();
  readonly #examples = new Map<string, Example>();
  #steps = 0;
  /** Whether more of them would show nothing. */
  #isOver = false;

  constructor(
    private readonly model: Model,
    private readonly source: BatchSource,
    private readonly step: TrainFunction,
  ) {}

  /** Takes steps until there are so many in all, or one of them shows enough. */
  async take(most: number, end: number, seedRun: SeedRun): Promise<void> {
    const start = now();
    let fastestMs = Infinity;
    while (!this.#isOver && this.#steps < most && now() < end && !seedRun.ended) {
      const stepStart = now();
      const batch = await this.source.next();
      // Measuring is off only during the step: between two steps another model may train, and its steps are measured.
      const { measuring } = seedRun;
      seedRun.measuring = false;
      try {
        this.#one(batch);
      } finally {
        seedRun.measuring = measuring;
      }
      // A step counts as activity, so that the probe goes on waiting for user code that does not await its training.
      seedRun.lastStep = now();
      fastestMs = Math.min(fastestMs, seedRun.lastStep - stepStart);
      const isTooSlow = this.#steps === trialSteps && fastestMs * Math.min(leastSteps, most) > end - start;
      const isShown = this.#steps % checkedEvery === 0 && this.#learns();
      this.#isOver = isTooSlow || isShown || (this.#steps === checkedEvery && this.#isNoise());
      await yieldNowAndThen();
    }
  }

  #learns(): boolean {
    const { answers } = this.#losses;
    return answers !== undefined && lateShare(answers) < learningLimits.clearly && !isBelowByChance(answers);
  }

  /** Whether the inputs say nothing about the targets, so that no model could learn anything from them. */
  #isNoise(): boolean {
    return this.#nearest() >= 1;
  }

  #nearest(): number {
    const kind = this.#losses.onlyKind;
    const classes = modelParts(this.model).outputs[0].shape.at(-1) ?? 1;
    return (kind && nearestShare([...this.#examples.values()], kind, classes)) ?? NaN;
  }

  #one(batch: Tensor[]): void {
    this.#keepExamples(batch);
    const trace = new LossTrace();
    const values = withLossesInto(trace, () => this.step(batch));
    this.#losses.add(trace, scalarOf(values[0]), true, () => null);
    tf.dispose([...values, ...batch]);
    this.#steps++;
  }

  /** An example that comes again in a later epoch counts once. */
  #keepExamples(batch: readonly (Tensor | null)[]): void {
    const { inputs, outputs } = modelParts(this.model);
    if (outputs.length !== 1 || this.#examples.size >= mostExamples) return;
    const given = batch.slice(0, inputs.length);
    const targets = batch[inputs.length];
    const rows = targets?.shape[0] ?? 0;
    for (let row = 0; row < rows && this.#examples.size < mostExamples; row++) {
      const example = {
        inputs: Float32Array.from(given.flatMap((tensor) => (tensor ? rowOf(tensor, row) : []))),
        targets: Float32Array.from(targets ? rowOf(targets, row) : []),
      };
      this.#examples.set(keyOf(example), example);
    }
  }

  result(): FurtherResult {
    const answers = this.#losses.answers ?? { data: [], constant: [] };
    return {
      steps: this.#steps,
      share: lateShare(answers),
      learns: furtherLearningState(answers) ?? 'unknown',
      nearest: this.#nearest(),
    };
  }
}

/** Tells examples apart, though not for certain. */
function keyOf({ inputs, targets }: Example): string {
  let key = 0;
  inputs.forEach((value, at) => (key += value * (1 + ((at * 0.618) % 1))));
  return `${key} ${targets.slice(0, 8).join()}`;
}

function rowOf(tensor: Tensor, row: number): number[] {
  const values = valuesOf(tensor) ?? [];
  const width = values.length / (tensor.shape[0] ?? 1);
  return Array.from(values.slice(row * width, (row + 1) * width));
}
