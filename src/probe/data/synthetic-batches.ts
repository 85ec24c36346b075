/** Makes batches for a model whose data the probe lacks: inputs that suit its shapes, targets that suit its loss. */

import { usualOpenSize } from '../../report/usual-values';
import type { BatchSource } from './batches';
import { drawInput, mayBeIds, planInput, type InputPlan, sizeOfExample } from './synthetic-inputs';
import { type Layer, type Model, modelParts, partsOf, type Tensor } from '../tfjs/internals';
import { activationOf, cellsOf } from '../tfjs/layer-facts';
import { outputLayer, plainLayers } from '../tfjs/nested-layers';
import { lossName } from '../tfjs/loss-and-optimizer-names';
import { randomGenerator } from '../tfjs/seeded-random';
import { makeTargets } from './synthetic-targets';
import * as tf from '../tfjs/tf';

const examplesPerBatch = 32;
/** The probe makes this many batches and repeats them, so that the model can learn the task. */
const distinctBatches = 8;
/** Most numbers in one batch's inputs; larger inputs get smaller batches, so that made-up data do not slow a probe. */
const largestBatchValues = 4e6;
/** Most multiplications in a batch's forward pass; a costlier model gets smaller batches for the same reason. */
const largestBatchCost = 5e8;

export interface SyntheticSource extends BatchSource {
  readonly assumed: readonly string[];
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
  const values = plans.reduce((sum, plan) => sum + sizeOfExample(plan), 0);
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
    // A custom layer may look up rows by its inputs, as an embedding does.
    const rows = rowsOf(error);
    if (rows === undefined || !plans.some(mayBeIds)) throw error;
    plans = plans.map((plan) => (mayBeIds(plan) ? { ...plan, ids: rows } : plan));
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
      // Batches live until the end of the seed; the caller gets clones that it disposes.
      cache[index] ??= makeOne(index);
      return Promise.resolve([...cache[index].inputs, ...cache[index].targets].map((tensor) => tensor.clone()));
    },
  };
}

/** The number of rows of the table that tfjs's error is about; undefined for any other error. */
function rowsOf(error: unknown): number | undefined {
  const found = /the index value -?\d+ is not in \[0, (\d+)\]/.exec(error instanceof Error ? error.message : '');
  return found ? Number(found[1]) + 1 : undefined;
}

/** @throws Error where a layer's output would be empty, such as after too many poolings */
function refuseEmptyLayers(model: Model): void {
  for (const layer of modelParts(model).layers) {
    const shape = partsOf(layer)
      .inboundNodes.at(0)
      ?.outputTensors.find((output) => output.shape.includes(0))?.shape;
    if (shape)
      throw new Error(
        `${partsOf(layer).name} would have an output of shape [${shape.slice(1).join(', ')}]: ` +
          'the input of the model is too small',
      );
  }
}

/**
 * About how many multiplications one example's forward pass takes: one for each weight at each position of the output.
 */
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
  const random = randomGenerator(7919 * (index + 1));
  const drawn = plans.map((plan) => drawInput(plan, batchSize, random));
  const inputs = drawn.map(({ tensor }) => tensor);
  const parts = modelParts(model);
  const outputs = model.predict(inputs.length === 1 ? inputs[0] : inputs, { batchSize });
  const targets = (Array.isArray(outputs) ? outputs : [outputs]).map((output, i) =>
    makeTargets(
      drawn.map(({ features }) => features),
      output.shape,
      lossName(lossOfOutput(model, i)),
      activationOf(outputLayer(parts.outputs[i])),
      104729 + i,
    ),
  );
  return { inputs, targets };
}

function lossOfOutput(model: Model, index: number): unknown {
  const { loss, outputNames } = modelParts(model);
  if (Array.isArray(loss)) return (loss as unknown[])[index];
  if (typeof loss === 'object' && loss !== null) return (loss as Record<string, unknown>)[outputNames[index]];
  return loss;
}
