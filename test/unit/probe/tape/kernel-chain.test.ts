/** Kernels of a loop: which products they read, the gradients there, and the activations between them. */

import assert from 'node:assert/strict';
import type { RawLayer } from '../../../../src/probe/protocol/result';
import { probeOne } from '../run';

const start = `
    const x = tf.tensor2d([[1, 2], [3, -1], [0, 1]]);
    const y = tf.tensor2d([[1], [0], [2]]);
    const w = tf.variable(tf.tensor2d([[0.5, -0.2, 0.1], [0.3, 0.8, -0.4]]));
    const b = tf.variable(tf.tensor1d([0.1, 0, -0.1]));
    const v = tf.variable(tf.tensor2d([[0.7], [-0.6], [0.2]]));`;

/** What the probe notes of each variable's product. */
async function productsOf(variables: string, forward: string): Promise<RawLayer['product'][]> {
  const { layers } = await probeOne(`${start}${variables}
    const sgd = tf.train.sgd(0);
    for (let step = 0; step < 5; step++) sgd.minimize(() => tf.losses.meanSquaredError(y, ${forward}));`);
  return layers.map(({ product }) => product);
}

const readsOf = (products: readonly RawLayer['product'][]): unknown[] => products.map((product) => product?.reads);

describe('kernels that read each other', () => {
  it('have the gradients at their products, and the activation before the next', async () => {
    const [hidden, bias, head] = await productsOf('', 'x.matMul(w).add(b).tanh().matMul(v)');
    assert.deepEqual([hidden?.reads, bias, head?.reads], [[], undefined, [0]]);
    assert.equal(hidden?.activation?.name, 'tanh');
    assert.equal(head?.activation, undefined);
    // By hand: the error's gradient is 2 (p - y) / 3; behind tanh it is times v and 1 - tanh².
    const [x, y] = [
      [
        [1, 2],
        [3, -1],
        [0, 1],
      ],
      [1, 0, 2],
    ];
    const w = [
      [0.5, -0.2, 0.1],
      [0.3, 0.8, -0.4],
    ];
    const [b, v] = [
      [0.1, 0, -0.1],
      [0.7, -0.6, 0.2],
    ];
    let [atHead, atHidden] = [0, 0];
    x.forEach((row, r) => {
      const h = b.map((bias, u) => Math.tanh(bias + row[0] * w[0][u] + row[1] * w[1][u]));
      const error = (2 * (h.reduce((sum, value, u) => sum + value * v[u], 0) - y[r])) / 3;
      atHead += error ** 2;
      h.forEach((value, u) => {
        atHidden += (error * v[u] * (1 - value ** 2)) ** 2;
      });
    });
    assert.ok(Math.abs((head?.gradientL2[0] ?? NaN) / Math.sqrt(atHead) - 1) < 1e-4);
    assert.ok(Math.abs((hidden.gradientL2[0] ?? NaN) / Math.sqrt(atHidden) - 1) < 1e-4);
  });

  it('are known on either side of a product, in another shape, and as filters', async () => {
    assert.deepEqual(
      readsOf(await productsOf('', 'w.transpose().matMul(x.transpose()).relu().transpose().matMul(v)')),
      [[], undefined, [0]],
    );
    const filter =
      'const f = tf.variable(tf.randomNormal([2, 1, 4]));\nconst u = tf.variable(tf.randomNormal([8, 1]));';
    const conv = "tf.conv1d(x.expandDims(2), f, 1, 'same').reshape([3, 8]).elu().matMul(u)";
    assert.deepEqual(readsOf(await productsOf(filter, conv)).slice(3), [[], [3]]);
  });

  it('read all that meet before them, and of a recurrent net what came first', async () => {
    const branch = 'const u = tf.variable(tf.randomNormal([2, 3]));';
    const joined = 'x.matMul(w).tanh().add(x.matMul(u).sigmoid()).matMul(v)';
    assert.deepEqual(readsOf(await productsOf(branch, joined)), [[], undefined, [0, 3], []]);
    const again = 'const u = tf.variable(tf.randomNormal([3, 3]));';
    const twice = 'x.matMul(w).tanh().matMul(u).tanh().matMul(u).matMul(v)';
    assert.deepEqual(readsOf(await productsOf(again, twice)), [[], undefined, [3], [0]]);
  });

  it('have no product inside a layer, or in the gradient of a gradient', async () => {
    const inner = 'const slope = tf.grad((z) => z.matMul(w).tanh().matMul(v).sum());';
    const [hidden, , head] = await productsOf(inner, 'x.matMul(w).tanh().matMul(v).add(slope(x).sum())');
    assert.deepEqual([hidden?.reads, head?.reads], [[], [0]]);
  });
});
