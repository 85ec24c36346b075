/**
 * Takes over where user code calls `fit`, `fitDataset` or `trainOnBatch`: trains for the steps to measure, then answers
 * at once.
 */

import { type BatchSource, datasetBatches, type FitArguments, tensorBatches } from '../data/batches';
import { withWatchedLosses } from '../losses/watch-losses';
import { compiledBatchRows, takeFurtherStep } from './further-steps';
import { HistoryLog } from './history-log';
import { noteMixedRows } from './mixed-rows';
import { noteData, realBatches, train, trainOn } from './train';
import { methodsOf, type Model, type ModelParts, modelParts, type TrainFunction } from '../tfjs/internals';
import { now, yieldNowAndThen, yieldToEventLoop } from '../time/clock';
import type { SeedRun } from '../seed/seed-run';
import { positionsOf } from '../recording/stack-frames';
import { isStandIn } from '../sandbox/stand-in';
import { type CallLength, stepsOfCall } from '../measuring/code-steps';
import type { StepMeter } from '../measuring/step-meter';
import type { RunningPiece } from '../faults/own-faults';
import { StopSignal } from '../time/stop-signal';
import type { MeasuredModel } from '../measuring/measured-model';
import { syntheticBatches } from '../data/synthetic-batches';
import * as tf from '../tfjs/tf';
import { runCallbacks } from './user-callbacks';

/**
 * Wraps the methods of tfjs-layers that train. Called once in the life of a worker.
 * @param current gives the seed under way
 */
export function installTrainingHooks(current: () => SeedRun, meter: StepMeter): void {
  meterTrainFunctions(current, meter);
  takeOverFit(current);
  takeOverTrainOnBatch(current);
}

/** Every way to train goes through the function that `makeTrainFunction` makes: it takes one step. */
function meterTrainFunctions(current: () => SeedRun, meter: StepMeter): void {
  const methods = methodsOf(tf.LayersModel.prototype);
  const makeTrainFunction = methods.makeTrainFunction as unknown as () => TrainFunction;
  methods.makeTrainFunction = function (this: Model) {
    const run = makeTrainFunction.call(this);
    return (data: tf.Tensor[]) => {
      const seedRun = current();
      noteBatch(seedRun, this, data);
      const step = (): tf.Tensor[] =>
        withWatchedLosses(
          this,
          data,
          () => meter.trace,
          () => meter.forModel(this, () => run(data)),
        );
      const measured = seedRun.measuredModel(this);
      const further = seedRun.measuring ? seedRun.furtherSteps(measured) : undefined;
      if (seedRun.measuring && measured.takesSingleSteps && !measured.done) noteRows(seedRun, this, data);
      const values = further
        ? takeFurtherStep(seedRun, further, { model: this, data, startedAt: now() }, step)
        : step();
      noteMixedRows(seedRun, this, data);
      // A step that is computed again, to see where NaN comes from, gives its metrics again.
      tf.dispose(values.splice(1 + modelParts(this).metricsTensors.length));
      return values;
    };
  };
}

function takeOverFit(current: () => SeedRun): void {
  const methods = methodsOf(tf.LayersModel.prototype);
  methods.fit = async function (this: Model, x: unknown, y: unknown, fit: FitArguments | undefined) {
    const seedRun = current();
    const lacking = lacksData(x) || lacksData(y);
    if (lacking && seedRun.ownFaults.isWhole && (x === undefined || y === undefined))
      throw new Error(`${x === undefined ? 'x' : 'y'} of model.fit is undefined`);
    if (!lacking) seedRun.learnInputShape(this, x);
    return oneAtATime(seedRun, this, () =>
      takeOver(seedRun, this, fit, () =>
        lacking ? undefined : tensorBatches(this, x, y, fit ?? {}, seedRun.options.seed),
      ),
    );
  };

  methods.fitDataset = async function (
    this: Model,
    dataset: Parameters<typeof datasetBatches>[1],
    fit: FitArguments | undefined,
  ) {
    const seedRun = current();
    return oneAtATime(seedRun, this, () =>
      takeOver(seedRun, this, fit, () =>
        lacksData(dataset) ? undefined : Promise.resolve(datasetBatches(this, dataset, fit?.classWeight)),
      ),
    );
  };
}

/** A call of `trainOnBatch` is a step of its own, so the loop around it stays with user code. */
function takeOverTrainOnBatch(current: () => SeedRun): void {
  const methods = methodsOf(tf.LayersModel.prototype);
  const trainOnBatch = methods.trainOnBatch as unknown as (
    this: Model,
    x: unknown,
    y: unknown,
  ) => Promise<number | number[]>;
  const lastValues = new WeakMap<MeasuredModel, number | number[]>();
  methods.trainOnBatch = async function (this: Model, x: unknown, y: unknown) {
    const seedRun = current();
    const measured = seedRun.measuredModel(this);
    measured.trainedBy('fit');
    measured.takesSingleSteps = true;
    noteCall(seedRun, measured);
    measured.codeSteps.forget();
    const last = lastValues.get(measured);
    if (last !== undefined && seedRun.isDone(measured) && !seedRun.furtherSteps(measured)) {
      seedRun.noteExcess('free');
      return last;
    }
    if (measured.isPassedOver) {
      seedRun.noteExcess('free');
      const { length } = modelParts(this).getDedupedMetricsNames();
      return length > 1 ? Array.from({ length }, () => 0) : 0;
    }
    const real = await realBatches(seedRun, this, {});
    if (real) {
      await trainOn(seedRun, this, measured, real);
      return lastValues.get(measured) ?? measured.losses.at(-1) ?? NaN;
    }
    if (lacksData(x) || lacksData(y)) {
      await trainSynthetic(seedRun, this, measured, 'the batch was stood in for');
      return lastValues.get(measured) ?? measured.losses.at(-1) ?? NaN;
    }
    measured.noteBatchSize(firstTensor(x)?.shape[0] ?? 0);
    const start = now();
    const values = await trainOnBatch.call(this, x, y);
    seedRun.trainingMs += now() - start;
    lastValues.set(measured, values);
    await yieldNowAndThen();
    return values;
  };
}

/** Where only batches are at hand, the first one tells what the data are. */
function noteBatch(seedRun: SeedRun, model: Model, data: readonly tf.Tensor[]): void {
  const measured = seedRun.measuredModel(model);
  if (measured.knowsData || measured.losses.length > 0 || measured.data !== 'user' || measured.isPassedOver) return;
  const { inputs, outputs } = modelParts(model);
  const targets = data.slice(inputs.length, inputs.length + outputs.length);
  const given = data.slice(0, inputs.length);
  const weights = data.slice(inputs.length + outputs.length);
  noteData(seedRun, model, measured, { inputs: given, targets, weights, examples: given[0]?.shape[0] ?? 0 });
}

/** Notes the examples of a measured step, which user code chooses. */
function noteRows(seedRun: SeedRun, model: Model, data: readonly tf.Tensor[]): void {
  const batch = compiledBatchRows(model, data);
  if (batch) seedRun.noteRows(seedRun.measuredModel(model), batch);
}

const histories = new WeakMap<MeasuredModel, tf.History>();

/** The models of which a training begins in this very turn of the event loop, with the piece of code that began it. */
const beginning = new WeakMap<Model, RunningPiece>();

/**
 * Refuses a second training of a model in the turn in which one begins, as tfjs does until the first one ends. Of a
 * later call nobody knows whether it would come in time: the probe's training is not as long as the code's.
 * @throws what tfjs says of it
 */
async function oneAtATime<T>({ ownFaults }: SeedRun, model: Model, training: () => Promise<T>): Promise<T> {
  if (beginning.get(model) === ownFaults.piece)
    throw new Error('Cannot start training because another fit() call is ongoing.');
  beginning.set(model, ownFaults.piece);
  const end = (): void => void beginning.delete(model);
  void yieldToEventLoop().then(end);
  return training().finally(end);
}

async function takeOver(
  seedRun: SeedRun,
  model: Model,
  fit: FitArguments | undefined,
  open: () => Promise<BatchSource> | undefined,
): Promise<tf.History> {
  const measured = seedRun.measuredModel(model);
  measured.trainedBy('fit');
  noteCall(seedRun, measured);
  if (!seedRun.countsSteps(model)) measured.codeSteps.forget();
  const known = histories.get(measured);
  if (known && seedRun.isDone(measured)) {
    measured.codeSteps.repeat({ epochs: fit?.epochs, initialEpoch: fit?.initialEpoch });
    seedRun.noteExcess('free');
    return known;
  }
  const parts = modelParts(model);
  if (!parts.optimizer)
    throw new Error('You must compile a model before training/testing. Use LayersModel.compile(modelCompileArgs).');
  const log = new HistoryLog(
    parts.getDedupedMetricsNames(),
    fit?.validationData !== undefined || Boolean(fit?.validationSplit),
    (fit?.epochs ?? 1) - (fit?.initialEpoch ?? 0),
  );
  const first = seedRun.alike.add(measured, model);
  if (first) {
    measured.passOver();
    // User code may read what it would get of a training, such as the loss of an epoch.
    const history = histories.get(first);
    if (history) return history;
  }
  if (measured.isPassedOver) return keepHistory(measured, parts, log);
  await checkValidationData(seedRun, model, fit);
  const real = await realBatches(seedRun, model, fit ?? {});
  const opened = real ? undefined : open();
  if (opened) return trainOnOwn(seedRun, model, measured, fit, await orSayWhy(opened, seedRun, measured), log);
  if (real) await trainOn(seedRun, model, measured, real, log);
  else await trainSynthetic(seedRun, model, measured, 'the data came from stand-ins', log);
  return keepHistory(measured, parts, log);
}

/**
 * Notes why the probe cannot train on the code's own data, for a later training on made-up ones. User code gets the
 * error.
 */
function orSayWhy(opened: Promise<BatchSource>, seedRun: SeedRun, measured: MeasuredModel): Promise<BatchSource> {
  return opened.catch((error: unknown) => {
    const why = seedRun.ownFaults.isOwn(error)
      ? 'its own training call fails'
      : `the training could not begin: ${error instanceof Error ? error.message : String(error)}`;
    measured.assume(`made-up data: ${why}`);
    throw error;
  });
}

/** Trains on the data of user code, and then runs its callbacks; on made-up data where its dataset cannot be read. */
async function trainOnOwn(
  seedRun: SeedRun,
  model: Model,
  measured: MeasuredModel,
  fit: FitArguments | undefined,
  source: BatchSource,
  log: HistoryLog,
): Promise<tf.History> {
  const parts = modelParts(model);
  let trained: tf.History;
  try {
    const length = (): CallLength => {
      const { epochs, initialEpoch, batchesPerEpoch: batches = source.stepsPerEpoch } = fit ?? {};
      return { epochs, initialEpoch, batches };
    };
    await train(seedRun, model, measured, source, log, () => stepsOfCall(length()));
    measured.codeSteps.add(length());
    trained = keepHistory(measured, parts, log);
  } catch (error) {
    // The dataset reads what the sandbox cannot read. Before the first step, made-up data can take its place.
    const canReplace = source.batchSize === 0 && measured.losses.length === 0 && !seedRun.ownFaults.isOwn(error);
    if (error instanceof StopSignal || !canReplace) throw error;
    const why = `the dataset could not be read: ${error instanceof Error ? error.message : String(error)}`;
    await trainSynthetic(seedRun, model, measured, why, log);
    return keepHistory(measured, parts, log);
  }
  await runCallbacks(seedRun, model, fit, trained);
  return trained;
}

/** Notes where the code trains. The first call is enough, because stack traces take time. */
function noteCall({ recorder }: SeedRun, measured: MeasuredModel): void {
  if (measured.trainedAt.length === 0)
    measured.noteTrainingCall(positionsOf(recorder.framesIn(new Error().stack ?? '')));
}

/**
 * The probe does not validate, but `fit` would refuse validation data that do not fit.
 * @throws what tfjs says of them
 */
async function checkValidationData(seedRun: SeedRun, model: Model, fit: FitArguments | undefined): Promise<void> {
  const data = fit?.validationData;
  if (!Array.isArray(data) || lacksData(data)) return;
  const [x, y] = data as unknown[];
  try {
    await modelParts(model).standardizeUserData(x, y, null, null, true);
  } catch (error) {
    seedRun.ownFaults.noteRefusal(error, () => ({ call: { call: 'validationData' }, callFrames: [] }));
    throw error;
  }
}

function keepHistory(measured: MeasuredModel, parts: ModelParts, log: HistoryLog): tf.History {
  const history = log.result();
  histories.set(measured, history);
  parts.history = history;
  return history;
}

async function trainSynthetic(
  seedRun: SeedRun,
  model: Model,
  measured: MeasuredModel,
  why: string,
  log?: HistoryLog,
): Promise<void> {
  measured.assume(`made-up data: ${why}`);
  await trainOn(seedRun, model, measured, syntheticBatches(model), log);
}

/** True for stand-ins, undefined, null, and for arrays and objects that hold one of them. */
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
