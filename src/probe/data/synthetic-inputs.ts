/** Draws the inputs of synthetic batches: ids below an embedding's vocabulary, pixels, or standard normal numbers. */

import { usualOpenSize } from '../../report/usual-values';
import { isContainer, type Layer, type Model, modelParts, partsOf, type Tensor } from '../tfjs/internals';
import type { randomGenerator } from '../tfjs/seeded-random';
import * as tf from '../tfjs/tf';

type Random = ReturnType<typeof randomGenerator>;

/** How one input of a model is drawn. */
export interface InputPlan {
  /** Batch first; 0 where the model leaves the size of a batch open. */
  readonly shape: readonly number[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  /** Ids below this, for an input that feeds an embedding. */
  readonly ids: number | undefined;
  /** Whether an example is an image: three axes, the last one for colours. Its numbers lie between 0 and 1. */
  readonly image: boolean;
}

/** Numbers in one example. */
export function sizeOfExample({ shape }: InputPlan): number {
  return shape.slice(1).reduce((product, size) => product * size, 1);
}

/**
 * @returns the input of a batch, and for each example its numbers scaled to about standard normal, which the targets
 * depend on
 */
export function drawInput(
  plan: InputPlan,
  batchSize: number,
  random: Random,
): { readonly tensor: Tensor; readonly features: readonly Float32Array[] } {
  const size = sizeOfExample(plan);
  const values = new Float32Array(batchSize * size);
  for (let i = 0; i < values.length; i++) values[i] = draw(plan, random);
  const features = Array.from({ length: batchSize }, (_, example) =>
    values.slice(example * size, (example + 1) * size).map((value) => standardized(plan, value)),
  );
  return { tensor: tf.tensor(values, [batchSize, ...plan.shape.slice(1)]).cast(plan.dtype), features };
}

/** Whether the input may consist of ids: nothing in the model speaks against it. */
export function mayBeIds({ ids, dtype, image }: InputPlan): boolean {
  return ids === undefined && dtype !== 'bool' && !image;
}

/** @param assumed receives the sizes chosen for open axes */
export function planInput(model: Model, index: number, input: tf.SymbolicTensor, assumed: string[]): InputPlan {
  const [batch, ...rest] = input.shape;
  const dims = rest.map((size) => size ?? usualOpenSize(rest.length));
  if (rest.includes(null)) assumed.push(`input shape = [${dims.join(', ')}]`);
  const ids = smallestEmbedding(modelParts(model).inputLayers[index], new Set());
  const image = dims.length === 3 && (dims[2] === 1 || dims[2] === 3 || dims[2] === 4);
  const dtype = input.dtype === 'int32' || input.dtype === 'bool' ? input.dtype : 'float32';
  return { shape: [batch ?? 0, ...dims], dtype, ids, image };
}

/** The smallest vocabulary among the embeddings that an input reaches through layers without weights. */
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

function draw({ dtype, ids, image }: InputPlan, random: Random): number {
  if (ids !== undefined) return Math.floor(random.uniform() * ids);
  if (dtype === 'bool') return random.uniform() < 0.5 ? 0 : 1;
  if (dtype === 'int32') return Math.floor(random.uniform() * 10);
  return image ? random.uniform() : random.normal();
}

/**
 * Scales the numbers of any input to mean 0 and variance 1. Uniform numbers between 0 and 1 have a variance of 1/12.
 */
function standardized({ dtype, ids, image }: InputPlan, value: number): number {
  const root12 = Math.sqrt(12);
  if (ids !== undefined) return (value / Math.max(1, ids - 1) - 0.5) * root12;
  if (dtype === 'bool') return value * 2 - 1;
  if (dtype === 'int32') return (value / 9 - 0.5) * root12;
  return image ? (value - 0.5) * root12 : value;
}
