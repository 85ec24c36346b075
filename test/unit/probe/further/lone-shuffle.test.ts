/** What the probe notes of a list that is shuffled before a training which learns nothing, and of outputs all alike. */

import assert from 'node:assert/strict';
import { probeOne } from '../run';

const before = `
  const rows = Array.from({ length: 64 }, (_, i) => [i % 4, (i * 7) % 5, (i * 3) % 11].map((n) => n / 5));
  const kinds = rows.map(([a]) => (a > 0.3 ? 1 : 0));
`;
const fit = (x: string, y: string): string => `
  const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [3] })] });
  model.compile({ optimizer: tf.train.sgd(1e-6), loss: 'binaryCrossentropy' });
  await model.fit(${x}, ${y}, { epochs: 40, batchSize: 32 });
`;

async function widthOf(shuffle: string, x = 'tf.tensor2d(rows)'): Promise<number | undefined> {
  const { answers } = await probeOne(`{${before}${shuffle}${fit(x, 'tf.tensor2d(kinds, [64, 1])')}}`, { steps: 12 });
  assert.ok(answers?.further, 'further steps were taken');
  return answers.shuffledWidth;
}

describe('a list that is shuffled before a training', () => {
  it('is noted with how many numbers its elements have, none for indices and records', async () => {
    assert.equal(await widthOf(''), undefined);
    assert.equal(await widthOf('tf.util.shuffle(rows);'), 3);
    assert.equal(await widthOf('tf.util.shuffle(kinds);'), 1);
    const pictures =
      'const pictures = rows.map((row) => Float32Array.from([...row, ...row])); tf.util.shuffle(pictures);';
    assert.equal(await widthOf(pictures), 6);
    assert.equal(await widthOf('const order = rows.map((_, i) => i); tf.util.shuffle(order);'), 0);
    assert.equal(await widthOf('tf.util.shuffle(rows.map((row, i) => ({ row, kind: kinds[i] })));'), 0);
    assert.equal(await widthOf('tf.util.shuffleCombo(rows, kinds);'), undefined);
  });
});

describe('outputs of a loss', () => {
  const loop = (outputs: string): string => `{
    const w = tf.variable(tf.tensor2d([[0.2, -0.4, 0.1]]));
    const x = tf.linspace(-1, 1, 16).expandDims(1);
    const y = tf.oneHot(tf.range(0, 16, 1, 'int32').mod(tf.scalar(3, 'int32')), 3).toFloat();
    const optimizer = tf.train.sgd(0.1);
    for (let i = 0; i < 12; i++)
      optimizer.minimize(() => tf.losses.softmaxCrossEntropy(y, ${outputs}), false, [w]);
  }`;

  it('are alike where every example gets the same in each step', async () => {
    const alike = async (outputs: string): Promise<boolean> =>
      (await probeOne(loop(outputs), { steps: 12 })).lossCalls?.[0].outputs.alike ?? false;
    assert.equal(await alike('x.mul(0).add(0.5).matMul(w)'), true);
    assert.equal(await alike('tf.ones([16, 1]).matMul(w)'), true);
    assert.equal(await alike('x.matMul(w)'), false);
    assert.equal(await alike('x.mul(1e-3).add(0.5).matMul(w)'), false);
  });
});
