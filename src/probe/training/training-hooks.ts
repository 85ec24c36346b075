/** Where user code starts training, the probe takes over: with the user's own model, data, loss and optimizer, for as many steps as are wanted. */

import { type BatchSource, datasetBatches, type FitArguments, tensorBatches } from '../data/batches';
import { HistoryLog } from './history-log';
import { methodsOf, type Model, type ModelParts, modelParts, type TrainFunction } from '../tfjs/internals';
import { now, yieldNowAndThen } from '../time/clock';
import { randomDraws } from '../tfjs/seeded-random';
import type { SeedRun } from '../seed/seed-run';
import { isStandIn } from '../sandbox/stand-in';
import type { StepMeter } from '../measuring/step-meter';
import { StopSignal } from '../time/stop-signal';
import type { MeasuredModel } from '../measuring/measured-model';
import { syntheticBatches } from '../data/synthetic-batches';
import * as tf from '../tfjs/tf';

/** Steps without any gradient that rules ask for before they believe it; fewer are not waited for even where the data are a single batch. */
const leastStill = 3;

/**
 * Runs a model's training until its subject has its steps, or until nothing can change any more: no weight got any gradient or was changed in a whole pass over the data, by steps that drew no random number.
 * Then each further pass is like this one.
 */
export async function train(
  seedRun: SeedRun,
  model: Model,
  subject: MeasuredModel,
  source: BatchSource,
  log?: HistoryLog,
): Promise<void> {
  // A Sequential leaves training to the functional model inside it.
  const step = modelParts(modelParts(model).model ?? model).makeTrainFunction();
  subject.trainedOn(source.data);
  let still = 0;
  while (!seedRun.isDone(subject)) {
    const batch = await source.next();
    if (seedRun.ended) throw new StopSignal();
    const size = batch[0].shape[0] ?? 1;
    subject.noteBatchSize(source.batchSize);
    const before = subject.losses.length;
    const start = now();
    const drawn = randomDraws();
    const values = step(batch);
    seedRun.trainingMs += now() - start;
    still = randomDraws() === drawn && subject.standsStill ? still + 1 : 0;
    tf.dispose(batch);
    log?.add(values, size, source.stepsPerEpoch);
    tf.dispose(values);
    if (subject.losses.length === before) throw new Error('The training step changed no weight of the model.');
    if (!subject.done && source.stepsPerEpoch !== undefined && still >= Math.max(source.stepsPerEpoch, leastStill)) {
      subject.endEarly(
        'ended early: no weight got any gradient in a whole pass over the data, so nothing can change any more',
      );
    }
    await yieldNowAndThen();
  }
}

/** Wraps the ways of tfjs-layers to train. Called once in the life of a worker; `current` is the seed under way. */
export function installTrainingHooks(current: () => SeedRun, meter: StepMeter): void {
  const methods = methodsOf(tf.LayersModel.prototype);

  const makeTrainFunction = methods.makeTrainFunction as unknown as () => TrainFunction;
  methods.makeTrainFunction = function (this: Model) {
    const run = makeTrainFunction.call(this);
    return (data: tf.Tensor[]) => meter.forModel(this, () => run(data));
  };

  methods.fit = async function (this: Model, x: unknown, y: unknown, fit: FitArguments | undefined) {
    const lacking = lacksData(x) || lacksData(y);
    return takeOver(current(), this, fit, () => (lacking ? undefined : tensorBatches(this, x, y, fit ?? {})));
  };

  methods.fitDataset = async function (
    this: Model,
    dataset: Parameters<typeof datasetBatches>[1],
    fit: FitArguments | undefined,
  ) {
    return takeOver(current(), this, fit, () =>
      lacksData(dataset) ? undefined : Promise.resolve(datasetBatches(this, dataset, fit?.classWeight)),
    );
  };

  const trainOnBatch = methods.trainOnBatch as unknown as (
    this: Model,
    x: unknown,
    y: unknown,
  ) => Promise<number | number[]>;
  const lastValues = new WeakMap<MeasuredModel, number | number[]>();
  methods.trainOnBatch = async function (this: Model, x: unknown, y: unknown) {
    const seedRun = current();
    const subject = seedRun.measuredModel(this);
    subject.trainedBy('fit');
    const last = lastValues.get(subject);
    if (last !== undefined && seedRun.isDone(subject)) {
      seedRun.noteExcess('free');
      return last;
    }
    if (subject.isPassedOver) {
      seedRun.noteExcess('free');
      const { length } = modelParts(this).getDedupedMetricsNames();
      return length > 1 ? Array.from({ length }, () => 0) : 0;
    }
    const real = await realBatches(seedRun, this, {});
    if (real) {
      await trainOn(seedRun, this, subject, real);
      return lastValues.get(subject) ?? subject.losses.at(-1) ?? NaN;
    }
    if (lacksData(x) || lacksData(y)) {
      await trainSynthetic(seedRun, this, subject, 'the batch was stood in for');
      return lastValues.get(subject) ?? subject.losses.at(-1) ?? NaN;
    }
    subject.noteBatchSize(firstTensor(x)?.shape[0] ?? 0);
    const start = now();
    const values = await trainOnBatch.call(this, x, y);
    seedRun.trainingMs += now() - start;
    lastValues.set(subject, values);
    await yieldNowAndThen();
    return values;
  };
}

const histories = new WeakMap<MeasuredModel, tf.History>();

async function takeOver(
  seedRun: SeedRun,
  model: Model,
  fit: FitArguments | undefined,
  open: () => Promise<BatchSource> | undefined,
): Promise<tf.History> {
  const subject = seedRun.measuredModel(model);
  subject.trainedBy('fit');
  const known = histories.get(subject);
  if (known && seedRun.isDone(subject)) {
    seedRun.noteExcess('free');
    return known;
  }
  const parts = modelParts(model);
  if (!parts.optimizer)
    throw new Error('You must compile a model before training/testing. Use LayersModel.compile(modelCompileArgs).');
  const log = new HistoryLog(
    parts.getDedupedMetricsNames(),
    fit?.validationData !== undefined || Boolean(fit?.validationSplit),
  );
  if (subject.isPassedOver) return keepHistory(subject, parts, log);
  const real = await realBatches(seedRun, model, fit ?? {});
  const opened = real ? undefined : open();
  if (real) await trainOn(seedRun, model, subject, real, log);
  else if (opened) {
    const source = await opened.catch((error: unknown) => {
      // User code meets the error; should the model still be trained, its report says why not on these data.
      subject.assume(
        `synthetic data: the training could not begin: ${error instanceof Error ? error.message : String(error)}`,
      );
      throw error;
    });
    try {
      await train(seedRun, model, subject, source, log);
    } catch (error) {
      // A dataset that reads from where nothing can be read; before the first step it can be replaced.
      if (error instanceof StopSignal || source.batchSize > 0 || subject.losses.length > 0) throw error;
      await trainSynthetic(
        seedRun,
        model,
        subject,
        `the dataset could not be read: ${error instanceof Error ? error.message : String(error)}`,
        log,
      );
    }
  } else await trainSynthetic(seedRun, model, subject, 'the data were stood in for', log);
  return keepHistory(subject, parts, log);
}

/** The data that a comment names for the model, or for the function that trains it. */
async function realBatches(seedRun: SeedRun, model: Model, fit: FitArguments): Promise<BatchSource | undefined> {
  const { recorder, realData } = seedRun;
  // A stack costs time, and training may start anew with each batch.
  if (realData.isEmpty) return undefined;
  return realData.batches(
    model,
    fit,
    recorder.framesOf(recorder.outermost(model)),
    recorder.framesIn(new Error().stack ?? ''),
  );
}

function keepHistory(subject: MeasuredModel, parts: ModelParts, log: HistoryLog): tf.History {
  const history = log.result();
  histories.set(subject, history);
  parts.history = history;
  return history;
}

async function trainSynthetic(
  seedRun: SeedRun,
  model: Model,
  subject: MeasuredModel,
  why: string,
  log?: HistoryLog,
): Promise<void> {
  subject.assume(`synthetic data: ${why}`);
  await trainOn(seedRun, model, subject, syntheticBatches(model), log);
}

async function trainOn(
  seedRun: SeedRun,
  model: Model,
  subject: MeasuredModel,
  source: BatchSource,
  log?: HistoryLog,
): Promise<void> {
  subject.assume(...(source.assumed ?? []));
  await train(seedRun, model, subject, source, log);
}

/** Compiles nothing: for a model that user code only built. */
export async function trainBuilt(seedRun: SeedRun, model: Model): Promise<void> {
  const subject = seedRun.measuredModel(model);
  subject.trainedBy('built');
  await trainOn(seedRun, model, subject, (await realBatches(seedRun, model, {})) ?? syntheticBatches(model));
}

/** True for stand-ins, for nothing, and for containers of them. */
function lacksData(value: unknown): boolean {
  if (value === undefined || value === null || isStandIn(value)) return true;
  if (value instanceof tf.Tensor) return false;
  if (Array.isArray(value)) return value.length === 0 || value.some(lacksData);
  return (
    typeof value === 'object' &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.values(value).some(lacksData)
  );
}

function firstTensor(value: unknown): tf.Tensor | undefined {
  if (value instanceof tf.Tensor) return value;
  return typeof value === 'object' && value !== null
    ? Object.values(value).find((part) => part instanceof tf.Tensor)
    : undefined;
}
