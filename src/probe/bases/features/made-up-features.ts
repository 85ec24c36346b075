/** Makes up features: numbers of a given shape that depend on an input alone, as those of a trained network do. */

import { valuesOf } from '../../tfjs/tensor-values';
import { randomGenerator } from '../../tfjs/seeded-random';
import * as tf from '../../tfjs/tf';

/** The activation of the layer that gives the features. */
export type FeatureKind = 'linear' | 'rectified' | 'unit-interval' | 'probabilities' | 'unit-length';

export interface FeatureSpec {
  /**
   * The shape without the batch axis. Features lie along the last axis; each position along the other axes sees a part
   * of the input.
   */
  readonly shape: readonly number[];
  readonly kind: FeatureKind;
  /** Features of the same name are the same function of the input. */
  readonly name: string;
}

/** Each feature is a sum of this many readings of the input; a reading is the average of a few input values. */
const readingsPerPosition = 32;
const valuesPerReading = 8;
/** The factor of logits, which sets how far probabilities differ: a trained classifier is sure of some examples. */
const logitScale = 3;
/** The upper limit of relu6, which bounds the features of mobile networks. */
const largestRectified = 6;

/**
 * Random features: each example is read at fixed random places, the readings are standardized over the example, and a
 * fixed random matrix makes features of them, with a standard deviation of about 1 before `kind` is applied. Examples
 * that are alike have features that are alike; their order and their scale do not matter. No gradient flows back into
 * the input.
 * @param input batch axis first
 * @returns a tensor of shape [batch, ...spec.shape]
 */
export function madeUpFeatures(input: tf.Tensor, { shape, kind, name }: FeatureSpec): tf.Tensor {
  const examples = input.shape[0] ?? 1;
  const positions = shape.slice(0, -1).reduce((product, size) => product * size, 1);
  const units = shape.at(-1) ?? 1;
  const readings = read(valuesOf(input) ?? [], examples, positions, hashOf(name));
  return tf.tidy(() => {
    const weights = tf.tensor2d(projectionOf(name, units), [readingsPerPosition + 1, units]);
    const sums = tf.tensor2d(readings, [examples * positions, readingsPerPosition + 1]).matMul(weights);
    return applied(sums, kind).reshape([examples, ...shape]);
  });
}

function applied(sums: tf.Tensor, kind: FeatureKind): tf.Tensor {
  switch (kind) {
    case 'linear':
      return sums;
    case 'rectified':
      return sums.clipByValue(0, largestRectified);
    case 'unit-interval':
      return sums.sigmoid();
    case 'probabilities':
      return sums.mul(logitScale).softmax();
    case 'unit-length':
      return sums.div(sums.norm('euclidean', 1, true).add(1e-6));
  }
}

/** The standardized readings of each position of each example, and a one for the bias. */
function read(values: ArrayLike<number>, examples: number, positions: number, seed: number): Float32Array {
  const length = values.length / Math.max(1, examples);
  const perExample = positions * readingsPerPosition;
  const places = placesIn(length, perExample * valuesPerReading, positions, seed);
  const result = new Float32Array(examples * positions * (readingsPerPosition + 1));
  const own = new Float32Array(perExample);
  for (let example = 0; example < examples; example++) {
    const start = example * length;
    let sum = 0;
    let squares = 0;
    for (let i = 0; i < perExample; i++) {
      let reading = 0;
      for (let k = i * valuesPerReading; k < (i + 1) * valuesPerReading; k++) reading += values[start + places[k]];
      own[i] = Number.isFinite(reading) ? reading : 0;
      sum += own[i];
      squares += own[i] * own[i];
    }
    const mean = sum / perExample;
    const deviation = Math.sqrt(Math.max(0, squares / perExample - mean * mean)) || 1;
    for (let position = 0; position < positions; position++) {
      const at = (example * positions + position) * (readingsPerPosition + 1);
      for (let k = 0; k < readingsPerPosition; k++)
        result[at + k] = (own[position * readingsPerPosition + k] - mean) / deviation;
      result[at + readingsPerPosition] = 1;
    }
  }
  return result;
}

const knownPlaces = new Map<string, Int32Array>();

/**
 * The places where readings take their values: each position has its own stretch of the example, if that is long
 * enough.
 */
function placesIn(length: number, count: number, positions: number, seed: number): Int32Array {
  const key = [length, count, positions, seed].join();
  let places = knownPlaces.get(key);
  if (!places) {
    const random = randomGenerator(seed);
    const perPosition = count / positions;
    const stretch = Math.max(Math.floor(length / positions), Math.min(length, readingsPerPosition));
    places = Int32Array.from({ length: count }, (_, i) => {
      const start = Math.floor((Math.floor(i / perPosition) / positions) * length);
      return (start + Math.floor(random.uniform() * stretch)) % length;
    });
    knownPlaces.set(key, places);
  }
  return places;
}

const knownProjections = new Map<string, Float32Array>();

/** A matrix with one row for each reading, and a last row of biases. */
function projectionOf(name: string, units: number): Float32Array {
  const key = `${name} ${units}`;
  let projection = knownProjections.get(key);
  if (!projection) {
    const random = randomGenerator(hashOf(key));
    const scale = 1 / Math.sqrt(readingsPerPosition);
    projection = Float32Array.from({ length: readingsPerPosition * units }, () => random.normal() * scale);
    const biases = Float32Array.from({ length: units }, () => random.normal() * 0.3);
    const all = new Float32Array(projection.length + units);
    all.set(projection);
    all.set(biases, projection.length);
    knownProjections.set(key, (projection = all));
  }
  return projection;
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
