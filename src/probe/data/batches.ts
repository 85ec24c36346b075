/** Cuts the user's own tensors and datasets into batches as `fit` and `fitDataset` do, without end. */

import { type Model, type ModelParts, modelParts, type Tensor, tensorsIn } from '../tfjs/internals';
import { hasOwnLayers } from '../tfjs/nested-layers';
import * as tf from '../tfjs/tf';
import type { TrainingTensors } from './data-facts';
import { type BatchRows, RowOrder, shuffledRows } from './shuffled-rows';
import { takeRows } from './rows';
import { isFirstBatchUnlike } from './typical-rows';

/** An endless source of batches. */
export interface BatchSource {
  readonly data: 'user' | 'synthetic';
  /** Examples in a batch; known after the first batch at the latest. */
  readonly batchSize: number;
  /** Steps until the data start again; undefined while that is unknown. */
  readonly stepsPerEpoch: number | undefined;
  /** What the probe decided because the data leave it open; the report names it. */
  readonly assumed?: readonly string[];
  /** Inputs, targets and sample weights as tfjs's train function takes them; the caller disposes them. */
  next(): Promise<Tensor[]>;
  /**
   * A batch drawn from all of the data, where the first one is unlike the rest because the data are sorted; undefined
   * elsewhere. The caller disposes it.
   */
  typical?(): Tensor[] | undefined;
  /** All of the data, where they are at hand. */
  readonly whole?: TrainingTensors;
  /** Whether `fit` puts the rows of these data in another order in each pass. */
  readonly isShuffled?: boolean;
}

/** The arguments of `fit` that decide what a step trains on. */
export interface FitArguments {
  readonly batchSize?: number;
  readonly epochs?: number;
  readonly initialEpoch?: number;
  /** Steps of an epoch; only `fitDataset` takes it. */
  readonly batchesPerEpoch?: number;
  readonly validationSplit?: number;
  readonly callbacks?: unknown;
  readonly validationData?: unknown;
  readonly sampleWeight?: unknown;
  readonly classWeight?: unknown;
  readonly shuffle?: unknown;
}

/** tfjs's own default. */
const defaultBatchSize = 32;

/** A batch that is drawn from sorted data has at least so many rows, if there are that many. */
const leastTypical = 32;

/**
 * Batches cut as `fit` cuts them: the first as the data stand, the others shuffled, unless `shuffle` is false.
 * @param seed decides the order
 * @throws tfjs's own errors where the data do not fit the model
 */
export async function tensorBatches(
  model: Model,
  x: unknown,
  y: unknown,
  fit: FitArguments,
  seed: number,
): Promise<BatchSource> {
  const batchSize = fit.batchSize ?? defaultBatchSize;
  if (!Number.isInteger(batchSize) || batchSize <= 0)
    throw new Error(`batchSize is required to be a positive integer, but got ${String(batchSize)}`);
  if (fit.shuffle === 'batch') throw new Error("TensorFlow.js does not implement shuffle: 'batch'.");
  const [inputs, targets, weights] = await modelParts(model).standardizeUserData(
    x,
    y,
    fit.sampleWeight,
    fit.classWeight,
    false,
    batchSize,
  );
  // An output without class weights gets null for them.
  const all: readonly (Tensor | null)[] = [...inputs, ...targets, ...(weights ?? [])];
  const given = inputs[0].shape[0] ?? 0;
  // tfjs keeps the last part of the data for validation.
  const examples =
    fit.validationData === undefined && fit.validationSplit ? Math.floor(given * (1 - fit.validationSplit)) : given;
  if (given === 0) throw new Error('The training data have no examples.');
  if (examples === 0) throw new Error('validationSplit leaves no example to train on.');
  const isShuffled = fit.shuffle === undefined || fit.shuffle === null || Boolean(fit.shuffle);
  const order = new RowOrder(examples, batchSize, isShuffled ? seed : undefined, hasOwnLayers(model));
  const take = (rows: BatchRows): Tensor[] => all.map((tensor) => tensor && rowsOf(tensor, rows)) as Tensor[];
  return {
    data: 'user',
    batchSize: Math.min(batchSize, examples),
    stepsPerEpoch: Math.ceil(examples / batchSize),
    whole: { inputs, targets, ...(weights && { weights }), examples },
    isShuffled,
    next: () => Promise.resolve(take(order.next())),
    typical() {
      if (!isFirstBatchUnlike(all, batchSize, examples)) return undefined;
      const hasFixedSize = typeof modelParts(model).inputs[0].shape[0] === 'number';
      const size = hasFixedSize ? batchSize : Math.max(batchSize, leastTypical);
      return take(shuffledRows(examples, seed).slice(0, size));
    },
  };
}

function rowsOf(tensor: Tensor, rows: BatchRows): Tensor {
  if ('start' in rows) return tensor.slice(rows.start, rows.size);
  return takeRows(tensor, rows);
}

interface Dataset {
  iterator(): Promise<{ next(): Promise<{ value: unknown; done: boolean }> }>;
}

/** The batches of a tf.data dataset, in the sizes that it gives. */
export function datasetBatches(model: Model, dataset: Dataset, classWeight: unknown): BatchSource {
  const parts = modelParts(model);
  let iterator: Awaited<ReturnType<Dataset['iterator']>> | undefined;
  let inEpoch = 0;
  const source = {
    data: 'user' as const,
    batchSize: 0,
    stepsPerEpoch: undefined as number | undefined,
    async next() {
      for (;;) {
        iterator ??= await dataset.iterator();
        const { value, done } = await iterator.next();
        if (!done && value !== null && value !== undefined) {
          inEpoch++;
          const { xs, ys } = value as { xs?: unknown; ys?: unknown };
          if (xs === undefined || ys === undefined)
            throw new Error('A dataset for fitDataset has to give objects of the form {xs, ys}.');
          const [x, y] = [named(xs, parts.inputNames), named(ys, parts.outputNames)];
          const whole = (classWeight ?? undefined) === undefined ? unchecked(parts, x, y) : undefined;
          const [inputs, targets, weights] = whole ?? (await parts.standardizeUserData(x, y, null, classWeight, true));
          source.batchSize ||= inputs[0].shape[0] ?? 0;
          return [...inputs, ...targets, ...(weights ?? [])];
        }
        if (inEpoch === 0) throw new Error('The dataset has no batches.');
        source.stepsPerEpoch ??= inEpoch;
        inEpoch = 0;
        iterator = undefined;
      }
    },
  };
  return source;
}

/**
 * Inputs and targets as they are: `fitDataset` checks their number and their rows, and not their shapes as `fit` does.
 * @returns undefined where `fitDataset` would refuse them
 */
function unchecked(
  { inputNames, outputNames }: Pick<ModelParts, 'inputNames' | 'outputNames'>,
  x: unknown,
  y: unknown,
): [Tensor[], Tensor[], null] | undefined {
  const [inputs, targets] = [x, y].map((part): unknown[] => (Array.isArray(part) ? part : [part]));
  const all = [...inputs, ...targets].filter((part): part is Tensor => part instanceof tf.Tensor);
  if (all.length < inputs.length + targets.length || all.some(({ shape }) => shape[0] !== all[0].shape[0]))
    return undefined;
  return inputs.length === inputNames.length && targets.length === outputNames.length
    ? [all.slice(0, inputs.length), all.slice(inputs.length), null]
    : undefined;
}

/** The parts of a batch in the model's order, where a dataset names them by input or output. */
function named(value: unknown, names: readonly string[]): unknown {
  if (value instanceof tf.Tensor || Array.isArray(value)) return value;
  const parts = value as Record<string, unknown>;
  return names.map((name) => {
    const part = parts[name];
    if (tensorsIn(part).length === 0) throw new Error(`The dataset gives nothing for '${name}'.`);
    return part;
  });
}
