/** Batches for models whose data the probe doesn't have: inputs from shapes and dtypes, targets that fit the loss. */

import { usualOpenSize } from '../../report/usual-values';
import type { BatchSource } from './batches';
import { isContainer, type Layer, type Model, modelParts, partsOf, type Tensor } from '../tfjs/internals';
import { activationOf, cellsOf } from '../tfjs/layer-facts';
import { plainLayers } from '../tfjs/nested-layers';
import { lossName } from '../tfjs/loss-and-optimizer-names';
import { generator } from '../tfjs/seeded-random';
import { makeTargets } from './synthetic-targets';
import * as tf from '../tfjs/tf';

const examplesPerBatch = 32;
/** Batches that come round again and again, so that the task can be learned. */
const distinctBatches = 8;
/** Values of one batch's inputs above which smaller batches are used: a probe shall not take longer for being synthetic. */
const largestBatchValues = 4e6;
/** Multiplications of one forward pass of a batch above which smaller batches are used, for the same reason. */
const largestBatchCost = 5e8;

export interface SyntheticSource extends BatchSource {
  readonly assumed: readonly string[];
}

interface InputPlan {
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** Ids below this, for an input that feeds an embedding. */
  readonly ids: number | undefined;
  readonly image: boolean;
}

/**
 * Batches for a compiled model.
 * @throws Error where the model has no inputs, or cannot be run on them
 */
export function syntheticBatches(model: Model): SyntheticSource {
  const parts = modelParts(model);
  if (parts.inputs.length === 0) throw new Error('The model has no layers.');
  refuseEmptyLayers(model);
  const assumed: string[] = [];
  let plans = parts.inputs.map((input, i) => planInput(model, i, input, assumed));
  const values = plans.reduce((sum, plan) => sum + plan.shape.slice(1).reduce((product, size) => product * size, 1), 0);
  const fixed = plans.find((plan) => plan.shape[0] > 0)?.shape[0];
  const batchSize =
    fixed ??
    Math.max(
      4,
      Math.min(examplesPerBatch, Math.floor(largestBatchValues / values), Math.floor(largestBatchCost / costOf(model))),
    );
  const makeOne = (index: number): Batch => tf.tidy(() => makeBatch(model, plans, batchSize, index));
  let first: Batch;
  try {
    first = makeOne(0);
  } catch (error) {
    // A layer of the user's may look its inputs up as an embedding does, without being one.
    const rows = rowsOf(error);
    if (rows === undefined || !plans.some(isOpen)) throw error;
    plans = plans.map((plan) => (isOpen(plan) ? { ...plan, ids: rows } : plan));
    first = makeOne(0);
    assumed.push(`inputs are ids below ${rows}`);
  }
  const cache = [first];
  let at = 0;
  return {
    data: 'synthetic',
    batchSize,
    stepsPerEpoch: distinctBatches,
    assumed,
    next() {
      const index = at++ % distinctBatches;
      // Kept until the end of the seed; what is handed out are copies that may be thrown away.
      cache[index] ??= makeOne(index);
      return Promise.resolve([...cache[index].inputs, ...cache[index].targets].map((tensor) => tensor.clone()));
    },
  };
}

/** How many rows a table has that was asked for another one; undefined for any other error. */
function rowsOf(error: unknown): number | undefined {
  const found = /the index value -?\d+ is not in \[0, (\d+)\]/.exec(error instanceof Error ? error.message : '');
  return found ? Number(found[1]) + 1 : undefined;
}

/** An input that may as well be ids. */
function isOpen({ ids, dtype, image }: InputPlan): boolean {
  return ids === undefined && dtype !== 'bool' && !image;
}

/** @throws Error where some layer would give nothing, such as after more poolings than the image has halves */
function refuseEmptyLayers(model: Model): void {
  for (const layer of modelParts(model).layers) {
    const shape = partsOf(layer)
      .inboundNodes.at(0)
      ?.outputTensors.find((output) => output.shape.includes(0))?.shape;
    if (shape)
      throw new Error(
        `${partsOf(layer).name} would have an output of shape [${shape.slice(1).join(', ')}]: the input of the model is too small`,
      );
  }
}

/** Roughly the multiplications of one example's forward pass: each weight is used once for each position of the layer's output. */
function costOf(model: Model): number {
  return plainLayers(model).reduce((sum, layer) => sum + costOfLayer(layer), 1);
}

function costOfLayer(layer: Layer): number {
  const parts = partsOf(layer);
  if (parts.inboundNodes.length === 0) return 0;
  const weights = parts.weights.reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
  if (parts.getClassName() === 'Embedding') return 0;
  const [node] = parts.inboundNodes;
  // A recurrent layer uses its weights at each time step, whatever it returns.
  const positions = [...node.outputTensors, ...(cellsOf(layer).length > 0 ? node.inputTensors : [])].map(({ shape }) =>
    shape.slice(1, -1).reduce<number>((product, size) => product * (size ?? usualOpenSize(shape.length - 1)), 1),
  );
  return weights * Math.max(1, ...positions);
}

function planInput(model: Model, index: number, input: tf.SymbolicTensor, assumed: string[]): InputPlan {
  const [batch, ...rest] = input.shape;
  const dims = rest.map((size) => size ?? usualOpenSize(rest.length));
  if (rest.includes(null)) assumed.push(`input shape = [${dims.join(', ')}]`);
  const ids = smallestEmbedding(modelParts(model).inputLayers[index], new Set());
  const image = dims.length === 3 && (dims[2] === 1 || dims[2] === 3 || dims[2] === 4);
  const dtype = input.dtype === 'int32' || input.dtype === 'bool' ? input.dtype : 'float32';
  return { shape: [batch ?? 0, ...dims], dtype, ids, image };
}

/** The fewest ids of all embeddings that an input reaches through layers without weights of their own. */
function smallestEmbedding(layer: Layer, seen: Set<Layer>): number | undefined {
  let smallest: number | undefined;
  const note = (size: number | undefined): void => {
    if (size !== undefined) smallest = Math.min(smallest ?? Infinity, size);
  };
  for (const { outboundLayer } of partsOf(layer).outboundNodes) {
    if (seen.has(outboundLayer)) continue;
    seen.add(outboundLayer);
    const parts = partsOf(outboundLayer);
    if (parts.getClassName() === 'Embedding') note(parts.inputDim);
    else if (isContainer(outboundLayer))
      for (const inner of modelParts(outboundLayer).inputLayers) note(smallestEmbedding(inner, seen));
    else if (parts.layer && partsOf(parts.layer).getClassName() === 'Embedding') note(partsOf(parts.layer).inputDim);
    else if (parts.weights.length === 0) note(smallestEmbedding(outboundLayer, seen));
  }
  return smallest;
}

interface Batch {
  readonly inputs: readonly Tensor[];
  readonly targets: readonly Tensor[];
}

function makeBatch(
  model: Model,
  plans: readonly InputPlan[],
  batchSize: number,
  index: number,
): { inputs: Tensor[]; targets: Tensor[] } {
  const random = generator(7919 * (index + 1));
  const features: Float32Array[][] = [];
  const inputs = plans.map((plan) => {
    const size = plan.shape.slice(1).reduce((product, dimension) => product * dimension, 1);
    const values = new Float32Array(batchSize * size);
    for (let i = 0; i < values.length; i++) values[i] = draw(plan, random);
    features.push(
      Array.from({ length: batchSize }, (_, example) =>
        values.slice(example * size, (example + 1) * size).map((value) => standardized(plan, value)),
      ),
    );
    return tf.tensor(values, [batchSize, ...plan.shape.slice(1)]).cast(plan.dtype);
  });
  const parts = modelParts(model);
  const outputs = model.predict(inputs.length === 1 ? inputs[0] : inputs, { batchSize });
  const targets = (Array.isArray(outputs) ? outputs : [outputs]).map((output, i) =>
    makeTargets(
      features,
      output.shape,
      lossName(lossOfOutput(model, i)),
      activationOf(outputLayer(parts.outputs[i])),
      104729 + i,
    ),
  );
  return { inputs, targets };
}

function draw({ dtype, ids, image }: InputPlan, random: ReturnType<typeof generator>): number {
  if (ids !== undefined) return Math.floor(random.uniform() * ids);
  if (dtype === 'bool') return random.uniform() < 0.5 ? 0 : 1;
  if (dtype === 'int32') return Math.floor(random.uniform() * 10);
  return image ? random.uniform() : random.normal();
}

/** What the teacher reads: about standard normal whatever the input is. */
function standardized({ dtype, ids, image }: InputPlan, value: number): number {
  const root12 = Math.sqrt(12);
  if (ids !== undefined) return (value / Math.max(1, ids - 1) - 0.5) * root12;
  if (dtype === 'bool') return value * 2 - 1;
  if (dtype === 'int32') return (value / 9 - 0.5) * root12;
  return image ? (value - 0.5) * root12 : value;
}

function lossOfOutput(model: Model, index: number): unknown {
  const { loss, outputNames } = modelParts(model);
  if (Array.isArray(loss)) return (loss as unknown[])[index];
  if (typeof loss === 'object' && loss !== null) return (loss as Record<string, unknown>)[outputNames[index]];
  return loss;
}

/** The layer that gives an output, looked for within nested models. */
export function outputLayer(output: tf.SymbolicTensor): Layer {
  const layer = output.sourceLayer;
  return isContainer(layer) ? outputLayer(modelParts(layer).outputs[output.outputTensorIndex ?? 0]) : layer;
}
