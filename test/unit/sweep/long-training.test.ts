/**
 * The sweep's own training gives the same losses as tfjs, step by step, for every kind of layer, task and optimizer.
 */

import assert from 'node:assert/strict';

import { startBackend } from '../../../src/probe/backend/start-backend';
import { seedMathRandom } from '../../../src/probe/tfjs/seeded-random';
import type * as tf from '../../../src/probe/tfjs/tf';
import { startTraining } from '../../sweep/long-training';
import { batchSizeOf, examples, network, type Spec } from '../../sweep/network';

const plain: Spec = {
  kind: 'dense',
  depth: 3,
  width: 8,
  activation: 'tanh',
  initializer: 'glorotNormal',
  norm: 'none',
  residual: false,
  optimizer: 'adam 0.01',
  task: 'classes',
};
const variants: Record<string, Partial<Spec>> = {
  'dense, Adam': {},
  'regression, SGD': { task: 'regression', optimizer: 'sgd 0.1', activation: 'swish' },
  'batch normalization, momentum': { norm: 'batch', optimizer: 'momentum 0.01', activation: 'relu' },
  'layer normalization, residual, RMSProp': {
    norm: 'layer',
    residual: true,
    optimizer: 'rmsprop 0.001',
    activation: 'elu',
  },
  'convolution, residual': { kind: 'conv', width: 4, residual: true, activation: 'sigmoid' },
  'convolution, batch normalization': {
    kind: 'conv',
    width: 4,
    norm: 'batch',
    activation: 'selu',
    optimizer: 'sgd 0.1',
  },
  'hard sigmoid': { activation: 'hardSigmoid', initializer: 'normal 2' },
  'softsign, wide weights that the loss cuts off': { activation: 'softsign', initializer: 'normal 2', depth: 5 },
};

describe('sweep: long training', () => {
  before(async () => {
    await startBackend('cpu', {});
  });

  for (const [title, variant] of Object.entries(variants)) {
    it(`agrees with tfjs: ${title}`, async () => {
      const spec = { ...plain, ...variant };
      seedMathRandom(7);
      const { x, y } = examples(spec);
      const model = network(spec);
      const training = startTraining(spec, model, x.dataSync<'float32'>(), y.dataSync<'float32'>());
      for (let step = 0; step < 8; step++) {
        const size = batchSizeOf(spec);
        const begin = size * (step % (y.shape[0] / size));
        const part = (all: tf.Tensor): tf.Tensor => all.slice([begin], [size]);
        const expected = Number(await model.trainOnBatch(part(x), part(y)));
        const actual = training.step();
        assert.ok(
          Math.abs(actual - expected) < 2e-4 * Math.max(1, Math.abs(expected)),
          `step ${step}: ${actual} against ${expected}`,
        );
      }
    });
  }
});
