/** Sigmoids and tanhs between the kernels of a loop: how many of their numbers lie at the ends of the range. */

import assert from 'node:assert/strict';
import { probeOne } from '../run';

/** What the probe notes behind each of two kernels. */
async function behindKernels(forward: string): Promise<unknown[]> {
  const code = `
    const x = tf.tensor2d([[-9], [0], [0.1], [9]]);
    const w = tf.variable(tf.ones([1, 2]));
    const b = tf.variable(tf.zeros([2]));
    const v = tf.variable(tf.fill([2, 1], 0.5));
    const sgd = tf.train.sgd(0);
    for (let step = 0; step < 5; step++) sgd.minimize(() => tf.losses.meanSquaredError(x, ${forward}));`;
  const { layers } = await probeOne(code);
  return [0, 2].map((kernel) => layers[kernel].behind);
}

describe('activations between kernels', () => {
  it('count the numbers at the ends of their range, where other weights read them', async () => {
    const sigmoid = { activation: 'sigmoid', saturated: 0.5 };
    assert.deepEqual(await behindKernels('x.matMul(w).add(b).sigmoid().matMul(v)'), [sigmoid, undefined]);
    const tanh = { activation: 'tanh', saturated: 0.5 };
    assert.deepEqual(await behindKernels('x.matMul(w).add(b).tanh().reshape([4, 2]).matMul(v)'), [tanh, undefined]);
  });

  it('are none at the end, as gates, or without a kernel before them', async () => {
    const none = [undefined, undefined];
    assert.deepEqual(await behindKernels('x.matMul(w).add(b).matMul(v).sigmoid()'), none);
    assert.deepEqual(await behindKernels('x.matMul(w).add(b).sigmoid().mul(x).matMul(v)'), none);
    assert.deepEqual(await behindKernels('x.sigmoid().matMul(w).add(b).matMul(v)'), none);
  });
});
