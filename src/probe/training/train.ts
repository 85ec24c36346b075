/** Trains a model step by step on the batches of a source, for as many steps as the probe measures. */

import type { BatchSource, FitArguments } from '../data/batches';
import { dataFacts, reshapedData, type TrainingTensors } from '../data/data-facts';
import { syntheticBatches } from '../data/synthetic-batches';
import type { MeasuredModel } from '../measuring/measured-model';
import { sandboxError } from '../sandbox/sandbox-errors';
import type { SeedRun } from '../seed/seed-run';
import { type Model, modelParts, type TrainFunction } from '../tfjs/internals';
import { randomDraws } from '../tfjs/seeded-random';
import * as tf from '../tfjs/tf';
import { now, yieldNowAndThen } from '../time/clock';
import { StopSignal } from '../time/stop-signal';
import { takeFurtherSteps } from './further-steps';
import type { HistoryLog } from './history-log';
import { lossBeforeTraining } from './loss-before-training';

/** The rules need this many steps without any gradient to say so; a pass over a single batch is not enough. */
const leastStill = 3;

/**
 * Trains a model until it has its steps, or until nothing can change any more: in a whole pass over the data no weight
 * had a gradient or was changed, and no step drew a random number. Each further pass would be the same.
 * @param log receives what each step gives, for the History
 * @param stepsOfCode as in `takeFurtherSteps`, once the data have been read
 * @throws Error where a step changes no weight of the model, and what tfjs or user code throws
 */
export async function train(
  seedRun: SeedRun,
  model: Model,
  measured: MeasuredModel,
  source: BatchSource,
  log?: HistoryLog,
  stepsOfCode: () => number | undefined = () => undefined,
): Promise<void> {
  // A Sequential leaves training to the functional model inside it.
  const inner = modelParts(model).model ?? model;
  const step = modelParts(inner).makeTrainFunction();
  measured.trainedOn(source.data);
  measured.isShuffled = source.isShuffled ?? false;
  seedRun.leaveFurtherSteps(measured);
  if (measured.losses.length === 0) {
    if (source.whole) noteData(seedRun, inner, measured, source.whole);
    noteTypicalLoss(measured, inner, step, source);
  }
  let taken = 0;
  let still = 0;
  while (!seedRun.isDone(measured)) {
    const batch = await source.next();
    if (seedRun.ended) throw new StopSignal();
    const size = batch[0].shape[0] ?? 1;
    measured.noteBatchSize(source.batchSize);
    const before = measured.losses.length;
    const start = now();
    const drawn = randomDraws();
    const values = step(batch);
    seedRun.trainingMs += now() - start;
    still = randomDraws() === drawn && measured.standsStill ? still + 1 : 0;
    tf.dispose(batch);
    log?.add(values, size, source.stepsPerEpoch);
    tf.dispose(values);
    if (measured.losses.length === before)
      throw sandboxError(new Error('The training step changed no weight of the model.'));
    taken++;
    const { stepsPerEpoch } = source;
    const isPassOver = stepsPerEpoch !== undefined && taken % stepsPerEpoch === 0;
    if (!measured.done && isPassOver && still >= Math.max(stepsPerEpoch, leastStill)) {
      measured.endEarly(
        'ended early: no weight got any gradient in a whole pass over the data, so nothing can change any more',
      );
    }
    await yieldNowAndThen();
  }
  if (taken > 0) await takeFurtherSteps(seedRun, inner, measured, source, step, stepsOfCode());
}

/** @param model the one that has the train function */
export function noteData(seedRun: SeedRun, model: Model, measured: MeasuredModel, tensors: TrainingTensors): void {
  if (measured.knowsData || measured.losses.length > 0) return;
  const { recorder, options } = seedRun;
  const slips = reshapedData(tensors, recorder, options.origins);
  measured.noteData(dataFacts(modelParts(model), tensors, recorder, options.origins), slips);
}

/** Where the first batch is unlike the rest, its loss does not tell where training starts. */
function noteTypicalLoss(measured: MeasuredModel, model: Model, step: TrainFunction, source: BatchSource): void {
  const batch = source.typical?.();
  if (!batch) return;
  const loss = lossBeforeTraining(model, step, batch);
  tf.dispose(batch);
  if (loss !== undefined) measured.noteTypicalLoss(loss);
}

/** Trains on a source, and notes what the source assumes. */
export async function trainOn(
  seedRun: SeedRun,
  model: Model,
  measured: MeasuredModel,
  source: BatchSource,
  log?: HistoryLog,
): Promise<void> {
  measured.assume(...(source.assumed ?? []));
  await train(seedRun, model, measured, source, log);
}

/** Trains a compiled model that user code never trained. */
export async function trainBuilt(seedRun: SeedRun, model: Model): Promise<void> {
  const measured = seedRun.measuredModel(model);
  measured.trainedBy('built');
  await trainOn(seedRun, model, measured, (await realBatches(seedRun, model, {})) ?? syntheticBatches(model));
}

/** Batches of the data that a comment names for the model, or for the function that trains it. */
export async function realBatches(seedRun: SeedRun, model: Model, fit: FitArguments): Promise<BatchSource | undefined> {
  const { recorder, realData } = seedRun;
  // Stack traces take time, and `trainOnBatch` asks for each batch.
  if (realData.isEmpty) return undefined;
  return realData.batches(
    model,
    fit,
    recorder.framesOf(recorder.outermost(model)),
    recorder.framesIn(new Error().stack ?? ''),
  );
}
