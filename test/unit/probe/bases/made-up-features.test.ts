/**
 * Made-up features: the same for the same input, different for others, in the shape and the range that a caller asks
 * for.
 */

import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import { type FeatureKind, madeUpFeatures } from '../../../../src/probe/bases/features/made-up-features';

const images = (): tf.Tensor => tf.randomUniform([6, 32, 32, 3], 0, 255, 'float32', 7);
const spec = { shape: [7, 7, 256], kind: 'rectified' as FeatureKind, name: 'net' };

describe('made-up features', () => {
  it('depend on the input, and on nothing else', () => {
    const [first, again] = [madeUpFeatures(images(), spec), madeUpFeatures(images(), spec)];
    assert.deepEqual(first.shape, [6, 7, 7, 256]);
    assert.deepEqual(Array.from(again.dataSync()), Array.from(first.dataSync()));
    const [one, other] = [first.slice(0, 1), first.slice(1, 1)];
    assert.ok(one.sub(other).abs().mean().dataSync()[0] > 0.1);
    const alone = madeUpFeatures(images().slice(0, 1), spec);
    assert.ok(alone.sub(one).abs().max().dataSync()[0] < 1e-5, 'an example has the same features in any batch');
  });

  it('are as large whatever the scale of the input, as those of a network with normalization', () => {
    const raw = madeUpFeatures(images(), spec);
    const scaled = madeUpFeatures(images().div(255), spec);
    assert.ok(raw.sub(scaled).abs().max().dataSync()[0] < 1e-3);
    const { mean, variance } = tf.moments(raw);
    assert.ok(mean.dataSync()[0] > 0.2 && mean.dataSync()[0] < 0.8, String(mean.dataSync()[0]));
    assert.ok(variance.dataSync()[0] > 0.1 && variance.dataSync()[0] < 1, String(variance.dataSync()[0]));
  });

  it('are numbers for an input of a single value, too', () => {
    const features = madeUpFeatures(tf.zeros([2, 224, 224, 3]), spec);
    assert.ok(Number.isFinite(features.sum().dataSync()[0]));
    assert.deepEqual(madeUpFeatures(tf.ones([3, 1]), { ...spec, shape: [5] }).shape, [3, 5]);
  });

  const ranges: readonly (readonly [kind: FeatureKind, holds: (features: tf.Tensor) => boolean])[] = [
    ['rectified', (f) => f.min().dataSync()[0] === 0 && f.max().dataSync()[0] <= 6],
    ['linear', (f) => f.min().dataSync()[0] < 0],
    ['unit-interval', (f) => f.min().dataSync()[0] > 0 && f.max().dataSync()[0] < 1],
    ['probabilities', (f) => f.sum(1).sub(1).abs().max().dataSync()[0] < 1e-5],
    ['unit-length', (f) => f.norm('euclidean', 1).sub(1).abs().max().dataSync()[0] < 1e-4],
  ];
  for (const [kind, holds] of ranges) {
    it(`are in the range of ${kind} ones`, () => {
      assert.ok(holds(madeUpFeatures(images(), { shape: [512], kind, name: 'range' })));
    });
  }
});
