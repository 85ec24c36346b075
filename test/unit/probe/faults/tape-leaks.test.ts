/** Probes programs in which no gradient arrives, and expects the finding on what stops it. */

import assert from 'node:assert/strict';
import type { Finding } from '../../../../src/report/finding';
import { only, probeTexts } from '../../pipeline/probing';

async function findingsOf(code: string, steps = 6): Promise<readonly Finding[]> {
  const text = `import * as tf from '@tensorflow/tfjs';\n${code}`;
  return only(await probeTexts({ 'model.ts': text }, 60, { steps })).findings;
}

const briefly = ({ severity, role, code, range }: Finding): string =>
  `${severity} ${role} ${code} line ${range.start.line + 1}`;

const withLayer = (call: string): string => `class Own extends tf.layers.Layer {
  static className = 'Own';
  call(given) {
    const x = Array.isArray(given) ? given[0] : given;
    ${call}
  }
}
const model = tf.sequential();
model.add(tf.layers.dense({ units: 6, activation: 'tanh', inputShape: [4] }));
model.add(new Own({}));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
const x = tf.randomNormal([32, 4]);
model.fit(x, x.sum(1, true), { epochs: 6, batchSize: 16 });`;

describe('zero-gradient', () => {
  it('stands on the call by which a layer leaves the tape', async () => {
    const [cause, effect] = await findingsOf(withLayer('return tf.tensor(x.dataSync(), x.shape);'));
    assert.equal(briefly(cause), 'error cause zero-gradient line 6');
    assert.match(
      cause.message,
      /\(Own\) takes its input off the tape by dataSync\(\).* the layer before it \(line 10\)/,
    );
    assert.equal(briefly(effect), 'information effect zero-gradient line 10');
  });

  it('is quiet of a layer that only reads its values on the way', async () => {
    const findings = await findingsOf(withLayer('x.max().dataSync(); return x.mul(2);'));
    assert.deepEqual(findings.filter(({ code }) => code === 'zero-gradient').map(briefly), []);
  });

  it('tells from which step on variables get nothing, while the loss is high', async () => {
    const [data, finding] = await findingsOf(`const x = tf.randomUniform([30, 20], 0, 255);
const y = tf.oneHot(tf.range(0, 30, 1, 'int32').mod(tf.scalar(3, 'int32')), 3).toFloat();
const w = tf.variable(tf.zeros([20, 3]));
const optimizer = tf.train.sgd(0.5);
for (let i = 0; i < 20; i++) optimizer.minimize(() => y.mul(tf.softmax(x.matMul(w)).add(1e-10).log()).sum().neg());`);
    assert.equal(briefly(data), 'error cause unscaled-data line 2');
    assert.equal(briefly(finding), 'error effect zero-gradient line 5');
    assert.match(
      finding.message,
      /^From step 2 on every gradient is exactly 0, while the loss stays at \d+: SGD with a/,
    );
  });

  it('is quiet of a loss that is met', async () => {
    const findings = await findingsOf(
      `const side = tf.tensor2d([[1], [-1]]);
const w = tf.variable(tf.tensor2d([[0.1]]));
const optimizer = tf.train.sgd(0.5);
const hinge = () => tf.relu(tf.scalar(1).sub(side.mul(side.mul(3).matMul(w)))).mean();
for (let i = 0; i < 20; i++) optimizer.minimize(hinge);`,
      12,
    );
    assert.deepEqual(findings.filter(({ severity }) => severity !== 'information').map(briefly), []);
  });
});
