/** Layers that mix the rows of a batch, and those that leave each row alone or only measure the batch. */

import assert from 'node:assert/strict';

import type { RawLossSlip } from '../../../../src/probe/protocol/result';
import { probeOne } from '../run';

/** A class of the code's own, by what its `call` gives. */
const layer = (call: string): string => `
class Own extends tf.layers.Layer {
  static className = 'Own';
  build(shape) {
    this.scale = this.addWeight('scale', [shape.at(-1) ?? 3], 'float32', tf.initializers.ones());
    this.built = true;
  }
  computeOutputShape(shape) { return shape; }
  call(inputs, { training }) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs).mul(this.scale.read());
    return tf.tidy(() => ${call});
  }
}
const wave = (shape) => {
  const size = shape.reduce((a, b) => a * b);
  return tf.tensor(Array.from({ length: size }, (_, i) => Math.sin(i * i)), shape);
};
const [xs, ys] = [wave([12, 3]), wave([12, 1])];
const dense = (settings) => tf.layers.dense({ units: 3, ...settings });
`;

const trained = (layers: string, training = 'await model.fit(xs, ys, { epochs: 9, batchSize: 6 });'): string => `
const model = tf.sequential({ layers: [dense({ inputShape: [3] }), ${layers}, dense({ units: 1 })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
${training}
`;

async function slipIn(code: string): Promise<RawLossSlip | undefined> {
  const { lossSlips = [] } = await probeOne(code);
  return lossSlips.find(({ kind }) => kind === 'mixed-rows');
}

/** The layers that are said to mix rows, or `none`, for each `call`. */
async function mixing(calls: readonly string[], layers = 'new Own({ name: "own" })'): Promise<string[]> {
  const found = await Promise.all(calls.map((call) => slipIn(layer(call) + trained(layers))));
  return found.map((slip) => slip?.operation ?? 'none');
}

/** A graph convolution over xs and the graph of all 12 rows. */
const graph = (fit: string): string => `${layer('x')}
class Neighbours extends Own {
  static className = 'Neighbours';
  build(shapes) { super.build(shapes[0]); }
  computeOutputShape(shapes) { return shapes[0]; }
  call([x, a]) { return a.matMul(x.mul(this.scale.read())); }
}
const [nodes, a] = [tf.input({ shape: [3] }), tf.input({ shape: [12] })];
const outputs = dense({ units: 1 }).apply(new Neighbours({ name: 'graph' }).apply([nodes, a]));
const model = tf.model({ inputs: [nodes, a], outputs });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await model.fit([xs, wave([12, 12])], ys, { epochs: 9, batchSize: 12, ${fit} });
`;

describe('probe: rows that a layer mixes', () => {
  it('are told by the layer, whatever it does over the examples', async () => {
    const calls = [
      'x.mean(0, true).tile([x.shape[0], 1])',
      'x.reverse(0)',
      'x.exp().div(x.exp().sum(0))',
      'x.matMul(x, false, true).softmax().matMul(x)',
      'x.concat(x.slice([1, 0], [x.shape[0] - 1, 3])).slice([1, 0], x.shape)',
    ];
    assert.deepEqual(
      await mixing(calls),
      calls.map(() => 'own'),
    );
  });

  it('are none where each row stays with itself, or the layer draws random numbers', async () => {
    const calls = [
      'x.relu()',
      'x.softmax()',
      'x.expandDims(1).tile([1, 2, 1]).reshape([x.shape[0] * 2, 3]).reshape([x.shape[0], 2, 3]).mean(1)',
      'x.add(tf.randomNormal(x.shape)).add(x.mean(0))',
      // What is done in training alone is meant so.
      'training ? x.sub(x.mean(0)) : x',
    ];
    assert.deepEqual(
      await mixing(calls),
      calls.map(() => 'none'),
    );
  });

  it('are none where a layer only moves and scales its units by the batch, as batch normalization does', async () => {
    const normalized = 'x.sub(x.mean(0)).div(tf.moments(x, 0).variance.add(1e-3).sqrt())';
    assert.deepEqual(await mixing([normalized, 'x.div(x.abs().max())']), ['none', 'none']);
  });

  it('are none where a later layer takes them back, and in a batch of one row', async () => {
    assert.deepEqual(await mixing(['x.reverse(0)'], 'new Own({}), new Own({})'), ['none']);
    const alone = 'await model.fit(xs, ys, { epochs: 9, batchSize: 1 });';
    assert.equal(await slipIn(layer('x.reverse(0)') + trained('new Own({})', alone)), undefined);
  });

  it('are told of a loop of trainOnBatch, too', async () => {
    const loop = 'for (let step = 0; step < 9; step++) await model.trainOnBatch(xs, ys);';
    const slip = await slipIn(layer('x.reverse(0)') + trained('new Own({ name: "own" })', loop));
    assert.equal(slip?.operation, 'own');
  });

  it('are those of a graph only where fit shuffles them, and leaves its columns', async () => {
    assert.deepEqual((await slipIn(graph('')))?.shapes, [[12, 12]]);
    assert.equal(await slipIn(graph('shuffle: false')), undefined);
    assert.deepEqual((await slipIn(layer('x.reverse(0)') + trained('new Own({})')))?.shapes, []);
  });

  it('are looked for with weights that stay as they were', async () => {
    const { losses } = await probeOne(`${layer('{ if (!training) this.scale.write(x.max(0)); return x; }')}
const model = tf.sequential({ layers: [new Own({ inputShape: [3] }), dense({ units: 1 })] });
model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
await model.fit(xs, ys, { epochs: 9, batchSize: 6 });
const scale = model.layers[0].getWeights()[0].dataSync();
if (scale.some((value) => value !== 1)) throw new Error('scale: ' + scale);
`);
    assert.equal(losses.length, 5);
  });
});

describe('probe: a single batch of all rows', () => {
  const byPlace = layer('x.mul(tf.range(0, x.shape[0]).expandDims(1))');
  const lossesOf = async (code: string, fit: string): Promise<readonly number[]> =>
    (
      await probeOne(
        `${code}
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [3] }), new Own({})] });
model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
await model.fit(xs, ys, { epochs: 9, batchSize: 12, ${fit} });
`,
        { steps: 4 },
      )
    ).losses;

  it('is shuffled as by fit where a layer of the code’s own may know places, but the first one', async () => {
    const [inOrder, shuffled] = [await lossesOf(byPlace, 'shuffle: false'), await lossesOf(byPlace, '')];
    assert.equal(new Set(inOrder).size, 1);
    assert.equal(new Set(shuffled).size, 4);
    assert.equal(shuffled[0], inOrder[0]);
  });
});
