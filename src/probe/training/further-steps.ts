/**
 * Takes more steps of a model whose measured ones do not show that it learns: many healthy ones are slow at the start.
 *
 * Only their losses are read. Weights and random numbers are afterwards what they were before.
 */

import { learningLimits } from '../../report/losses';
import type { BatchSource } from '../data/batches';
import { StepLosses } from '../losses/step-losses';
import { batchRows } from '../further/batch-rows';
import { firstRows, mayBeCut } from '../further/fewer-rows';
import { FurtherLosses, leastSteps, usualLimits } from '../further/further-losses';
import type { BatchRows } from '../losses/rows';
import { withLossesInto } from '../losses/watch-losses';
import type { MeasuredModel } from '../measuring/measured-model';
import { scalarOf } from '../measuring/norms';
import type { SeedRun } from '../seed/seed-run';
import { type Model, modelParts, partsOf, type TrainFunction } from '../tfjs/internals';
import { plainLayers } from '../tfjs/nested-layers';
import * as tf from '../tfjs/tf';
import { now, yieldNowAndThen } from '../time/clock';
import { keepState } from './keep-state';

/** A training of the code that is longer is followed to its end, up to so many steps in all ... */
const mostOfCode = 1000;
/** ... for this long, where the usual further steps are over, or where the loss falls already. */
const longestOfCodeMs = 1_500;
/**
 * ... or for this long where it falls from far over the constant answer's, or where penalties are nearly all of the
 * loss, so that what the data teach may be lost later. Few models are like that.
 */
const longestFarOffMs = 3_000;
/**
 * The most time to see whether the optimizer lifts a model whose gradient fades: of small models it sees all. A machine
 * that is busy with other work gets as much again where half of the steps are done by then.
 */
const longestOfPlateauMs = 1_500;

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
  const isUsual = measured.mayLearnNothing;
  const { mayBeLifted } = measured;
  const ofCode = stepsLeftOfCode(model, measured, stepsOfCode);
  if (!isUsual && !mayBeLifted && ofCode === 0) return;
  const longest = mayBeLifted ? longestOfPlateauMs : undefined;
  const usual = usualLimits(measured.losses.length, seedRun.options.deadline, longest);
  const most = mayBeLifted ? stepsToBeLifted(measured, usual.most, stepsOfCode) : isUsual ? usual.most : 0;
  const further = new FurtherLosses({ ...usual, most }, { isLoop: false, isMostlyPenalty: measured.isMostlyPenalty });
  const take = (): Promise<void> => takeSteps(further, { model, source, step }, seedRun);
  const restore = keepState(model);
  measured.noteFurtherLosses(further);
  try {
    await take();
    if (mayBeLifted) {
      if (further.result.learns !== 'below' && further.steps * 2 >= most) {
        further.goOnTo({ most, longestMs: usual.longestMs });
        await take();
      }
      // Otherwise the measured steps tell more: the gradient fades, whatever the loss does.
      if (further.result.learns !== 'below') measured.noteFurtherLosses(undefined);
      return;
    }
    const longestOfCode = measured.isFarOff || measured.isMostlyPenalty ? longestFarOffMs : longestOfCodeMs;
    further.goOnTo({ most: ofCode, longestMs: Math.min(further.leftMs, longestOfCode) });
    await take();
    if (!isUsual && further.steps < Math.min(leastSteps, ofCode)) measured.noteFurtherLosses(undefined);
  } catch {
    // The measured steps still count; what further steps would have shown stays unknown.
    measured.noteFurtherLosses(undefined);
  } finally {
    restore();
  }
}

/**
 * How many steps of the code's own training are left, if the probe follows that to its end: where the measured steps
 * show no learning, and where the loss of a shallow model only falls towards the constant answer's. That of a deep one
 * may fall for long, so that it is followed where the loss is far over the constant answer's. Where penalties are
 * nearly all of the loss, the steps of a longer training are followed as well, as far as that goes.
 */
function stepsLeftOfCode(model: Model, measured: MeasuredModel, stepsOfCode = 0): number {
  if (measured.isMostlyPenalty) return Math.max(0, Math.min(stepsOfCode, mostOfCode) - measured.losses.length);
  const mayEndUnlearned =
    measured.mayLearnNothing || (measured.mayEndUnlearned && (isShallow(model) || measured.isFarOff));
  if (!mayEndUnlearned || stepsOfCode > mostOfCode) return 0;
  return Math.max(0, stepsOfCode - measured.losses.length);
}

/** How many steps a plateau is followed: none beyond the end of the code's own training. */
function stepsToBeLifted(measured: MeasuredModel, usual: number, stepsOfCode: number | undefined): number {
  if (stepsOfCode === undefined) return usual;
  return Math.max(0, Math.min(stepsOfCode, mostOfCode) - measured.losses.length);
}

/** Few layers with kernels, and none that is deep through time. */
function isShallow(model: Model): boolean {
  const parts = plainLayers(model).map(partsOf);
  const kernels = parts.filter(({ weights }) => weights.some(({ val }) => val.shape.length >= 2));
  return kernels.length <= learningLimits.shallow && !parts.some(({ cell }) => cell);
}

interface Training {
  readonly model: Model;
  readonly source: BatchSource;
  readonly step: TrainFunction;
}

/** Takes steps until no further one is wanted. */
async function takeSteps(further: FurtherLosses, { model, source, step }: Training, seedRun: SeedRun): Promise<void> {
  while (!further.isOver && !seedRun.ended) {
    const startedAt = now();
    const data = firstRows(await source.next(), further.rows ?? Infinity);
    const values = takeFurtherStep(seedRun, further, { model, data, startedAt }, () => step(data));
    if (further.isTooSlow && further.rows === undefined && takesAnyRows(model) && mayBeCut(data))
      further.takeFewerRows(learningLimits.fewestRows);
    tf.dispose([...values, ...data]);
    await yieldNowAndThen();
  }
}

function takesAnyRows(model: Model): boolean {
  return modelParts(model).inputs.every(({ shape }) => shape[0] === null);
}

/** A step of a compiled model. */
export interface CompiledStep {
  readonly model: Model;
  /** The inputs, then the targets. */
  readonly data: readonly (tf.Tensor | null)[];
  /** The time of `now()` at which it began. */
  readonly startedAt: number;
}

/** The examples of a step of a model with a single output; undefined where they cannot be read. */
export function compiledBatchRows(model: Model, data: CompiledStep['data']): BatchRows | undefined {
  const { inputs, outputs } = modelParts(model);
  return outputs.length === 1 ? batchRows(data.slice(0, inputs.length), data[inputs.length]) : undefined;
}

/** Takes one step of which only the losses and the examples are read. */
export function takeFurtherStep(
  seedRun: SeedRun,
  further: FurtherLosses,
  { model, data, startedAt }: CompiledStep,
  step: () => tf.Tensor[],
): tf.Tensor[] {
  const batch = compiledBatchRows(model, data);
  const losses = new StepLosses();
  // Measuring is off only during the step: between two steps another model may train, and its steps are measured.
  const { measuring } = seedRun;
  seedRun.measuring = false;
  try {
    const values = withLossesInto(losses, step);
    further.add({ losses, loss: scalarOf(values[0]), batch, isCompiled: true }, startedAt);
    seedRun.noteReordering(further, further.isOfLoop ? data.filter((one) => one !== null) : []);
    return values;
  } finally {
    seedRun.measuring = measuring;
    // A step counts as activity, so that the probe goes on waiting for user code that does not await its training.
    seedRun.lastStep = now();
  }
}
