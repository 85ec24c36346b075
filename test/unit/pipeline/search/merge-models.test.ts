/** Tests that a model which several functions make is reported once. */

import assert from 'node:assert/strict';
import { only, probeText } from '../probing';

describe('models of several attempts', function () {
  this.timeout(120_000);

  it('reports a model once that several functions make', async () => {
    const model = only(
      await probeText(`export function build(units: number) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units, inputShape: [2] }));
  return model;
}
export function first() { return build(3); }
export function second() { return build(4); }
export async function train() {
  const model = build(5);
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  await model.fit(tf.ones([8, 2]), tf.ones([8, 5]));
}`),
    );
    assert.equal(model.entry, 'fit');
    assert.equal(model.layers[0].outputShape[1], 5);
  });

  const encoderInside = `function build() {
  const encoder = tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [4] })] });
  const x = tf.input({ shape: [4] });
  const decoded = tf.layers.dense({ units: 4 }).apply(encoder.apply(x)) as tf.SymbolicTensor;
  return { encoder, whole: tf.model({ inputs: x, outputs: decoded }) };
}
async function trainWhole() {
  const { whole } = build();
  whole.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
  await whole.fit(tf.ones([8, 4]), tf.ones([8, 4]), { epochs: 2 });
}`;

  for (const [how, call] of [
    ['calls', 'trainWhole();'],
    ['calls and waits for', 'trainWhole().then(() => console.log(1));'],
    ['exports', 'export { trainWhole };'],
  ]) {
    it(`reports a model that holds another one once, where the module ${how} its training`, async () => {
      const model = only(await probeText(`${encoderInside}\n${call}`));
      assert.equal(model.entry, 'fit');
      assert.equal(model.layers.length, 2);
    });
  }

  it('reports both nets of one helper that a loop trains in turns, of other shapes', async () => {
    const { models } = await probeText(`function net(inputs: number, outputs: number) {
  const made = tf.sequential();
  made.add(tf.layers.dense({ units: outputs, inputShape: [inputs] }));
  return made;
}
const maker = net(2, 3);
const judge = net(3, 1);
const variables = (of: tf.LayersModel) => of.trainableWeights.map((w) => w.read() as tf.Variable);
const say = (x: tf.Tensor) => (judge.apply(x) as tf.Tensor).mean();
const [ofMaker, ofJudge] = [tf.train.sgd(0.01), tf.train.sgd(0.01)];
for (let step = 0; step < 5; step++) {
  const [z, real] = [tf.randomNormal([4, 2]), tf.randomNormal([4, 3])];
  const fakes = maker.predict(z) as tf.Tensor;
  ofJudge.minimize(() => say(fakes).sub(say(real)) as tf.Scalar, false, variables(judge));
  ofMaker.minimize(() => say(maker.apply(z) as tf.Tensor).neg() as tf.Scalar, false, variables(maker));
}`);
    assert.deepEqual(models.map(({ layers }) => layers[0].outputShape[1]).sort(), [1, 3]);
  });

  const loop = `const slope = tf.variable(tf.scalar(0.5));
const x = tf.tensor1d([1, 2, 3]);
function fit(rate: number) {
  const optimizer = tf.train.sgd(rate);
  for (let step = 0; step < 5; step++) optimizer.minimize(() => x.mul(slope).sub(x).square().mean());
}`;

  it('reports variables once that the module and a function train in the same loop', async () => {
    const { learningRate } = only(await probeText(`${loop}\nexport function main() { fit(0.01); }\nmain();`));
    assert.equal(learningRate, 0.01);
  });

  it('reports variables for each learning rate of the functions that lead to their loop', async () => {
    const { models } = await probeText(
      `${loop}\nexport function slowly() { fit(0.01); }\nexport function quickly() { fit(0.05); }`,
    );
    assert.deepEqual(models.map(({ learningRate }) => learningRate).sort(), [0.01, 0.05]);
  });

  it('still calls a function that trains the inner model by itself', async () => {
    const { models } = await probeText(`const encoder = tf.sequential();
encoder.add(tf.layers.dense({ units: 2, inputShape: [4] }));
function whole() {
  const model = tf.sequential();
  model.add(encoder);
  model.add(tf.layers.dense({ units: 4 }));
  model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });
  return model;
}
whole().fit(tf.ones([8, 4]), tf.ones([8, 4]), { epochs: 2 });
export async function trainEncoder() {
  encoder.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  await encoder.fit(tf.ones([8, 4]), tf.ones([8, 2]), { epochs: 2 });
}`);
    assert.deepEqual(
      models.map(({ entry, layers }) => `${entry} of ${layers.length}`),
      ['fit of 2', 'fit of 1'],
    );
  });
});
