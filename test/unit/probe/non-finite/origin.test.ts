/** Probes programs whose numbers become NaN, and expects the finding on the expression that makes the first of them. */

import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/report/finding';
import { only, probeTexts } from '../../pipeline/probing';

/** A custom layer `Own` after a dense one, trained for a few steps. */
const withLayer = (call: string, data = 'tf.randomNormal([32, 4])'): string => `
class Own extends tf.layers.Layer {
  static className = 'Own';
  call(given) {
    const x = Array.isArray(given) ? given[0] : given;
    ${call}
  }
}
const model = tf.sequential();
model.add(tf.layers.dense({ units: 6, activation: 'relu', useBias: false, inputShape: [4] }));
model.add(new Own({}));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ loss: 'binaryCrossentropy', optimizer: 'adam' });
model.fit(${data}, tf.ones([32, 1]), { epochs: 3, batchSize: 8, shuffle: false });`;

const withLoss = (loss: string, head = 'softmax'): string => `
const loss = ${loss};
const model = tf.sequential();
model.add(tf.layers.dense({ units: 2, activation: '${head}', inputShape: [4] }));
model.compile({ loss, optimizer: 'adam' });
model.fit(tf.randomNormal([32, 4]), tf.oneHot(tf.range(0, 32).floor().mod(2).toInt(), 2).toFloat(), { epochs: 3 });`;

async function nonFinite(code: string, backend: 'wasm' | 'cpu' = 'wasm'): Promise<readonly Finding[]> {
  const text = `import * as tf from '@tensorflow/tfjs';\n${code}`;
  const { findings } = only(await probeTexts({ 'model.ts': text }, 60, { backend, steps: 6 }));
  return findings.filter((finding) => finding.code === 'non-finite');
}

/** The text on the finding's line from its first character on. */
function marked(code: string, { range: { start } }: Finding): string {
  return code.split('\n')[start.line - 1].slice(start.character);
}

const cases: readonly (readonly [what: string, code: string, at: RegExp, says: RegExp])[] = [
  [
    'the derivative of a root at 0',
    withLayer('return x.sqrt();'),
    /^sqrt\(\)/,
    /in the gradient of .* the derivative of a root at 0 is infinite, and \d+ of 48 values are 0\. .*add\(1e-7\)/,
  ],
  [
    'a division by 0',
    withLayer(
      'return tf.div(x, x.sum(-1, true));',
      'tf.randomNormal([32, 4]).mul(tf.range(0, 32).notEqual(20).reshape([32, 1]))',
    ),
    /^div\(x/,
    /in step 3, first in this operation in the call of Own layer .*: it divides by 0: 1 of 8 values of the divisor/,
  ],
  [
    'a root kept out by tf.where, but not out of the gradient',
    withLayer(
      `const kept = tf.tensor1d([0, 1, 1, 1, 1, 1]);
       return tf.where(kept.greater(0), tf.log(x.add(1).mul(kept)), tf.zerosLike(x));`,
    ),
    /^log\(x/,
    /the logarithm of 0 is -infinity/,
  ],
  [
    'a loss with swapped arguments',
    withLoss('(output, target) => target.mul(output.log()).neg().mean()'),
    /^log\(\)/,
    /32 of 64 values of output \(the targets\) are 0\. .*write \(target, output\)/,
  ],
  [
    'a loss whose outputs are 0',
    withLoss('(target, output) => target.mul(tf.log(output)).neg().mean()', 'relu'),
    /^log\(output\)/,
    /values of output \(the model's outputs\) are 0\. Keep its input above 0/,
  ],
  [
    'an exponential that overflows in a loop of variables',
    `const w = tf.variable(tf.ones([4, 1]));
const x = tf.fill([8, 4], 50);
const optimizer = tf.train.sgd(0.1);
for (let i = 0; i < 5; i++) optimizer.minimize(() => x.matMul(w).exp().mean());`,
    /^exp\(\)/,
    /above 88 leaves the range of float32, and values reach 2\.0e\+2/,
  ],
];

describe('the origin of NaN and infinity', () => {
  for (const [what, code, at, says] of cases)
    it(`is ${what}`, async () => {
      const [finding, ...others] = await nonFinite(code);
      assert.deepEqual(others, []);
      assert.equal(`${finding.severity} ${finding.role}`, 'error cause');
      assert.match(marked(code, finding), at);
      assert.match(finding.message, says);
    });

  it('is the same on both backends, whatever they make of NaN afterwards', async () => {
    const code = withLayer('return x.sub(100).sqrt().relu();');
    const [[wasm], [cpu]] = [await nonFinite(code, 'wasm'), await nonFinite(code, 'cpu')];
    assert.match(marked(code, wasm), /^sqrt\(\)/);
    assert.deepEqual(cpu.range, wasm.range);
  });

  it('is not an infinity that a softmax or a comparison takes away again', async () => {
    const masked = 'return tf.softmax(tf.where(tf.range(0, 6).less(3), x, tf.fill(x.shape, -Infinity)));';
    assert.deepEqual(await nonFinite(withLayer(masked)), []);
  });

  it('is the line before the step that made what the loss reads', async () => {
    const code = `
const model = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] });
const optimizer = tf.train.sgd(0.1);
for (let episode = 0; episode < 4; episode++) {
  const rewards = tf.ones([8]);
  const { mean, variance } = tf.moments(rewards);
  const returns = rewards.sub(mean).div(variance.sqrt());
  const states = tf.randomNormal([8, 3]);
  const taken = tf.oneHot(tf.tensor1d([0, 1, 1, 0, 1, 0, 0, 1], 'int32'), 2);
  optimizer.minimize(() => {
    const losses = tf.losses.softmaxCrossEntropy(taken, model.apply(states), undefined, undefined, tf.Reduction.NONE);
    return losses.mul(returns).mean();
  });
}`;
    const [finding] = await nonFinite(code);
    assert.match(marked(code, finding), /^div\(variance/);
    assert.match(finding.message, /first in the numbers that this line makes before the step, .*0 divided by 0/);
    assert.deepEqual(await nonFinite(code.replace('variance.sqrt()', 'variance.sqrt().add(1e-6)')), []);
  });

  it('adds no metric to a step that is computed again', async () => {
    const code = `
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
model.compile({ loss: (y, p) => p.sub(p).sqrt().mean(), optimizer: 'sgd', metrics: ['mae'] });
const values = await model.trainOnBatch(tf.ones([4, 2]), tf.ones([4, 1]));
if (values.length !== 2) throw new Error('metrics: ' + values.length);`;
    assert.equal((await nonFinite(code)).length, 1);
    const { errors } = await probeTexts({ 'model.ts': `import * as tf from '@tensorflow/tfjs';\n${code}` });
    assert.deepEqual(errors, []);
  });
});
