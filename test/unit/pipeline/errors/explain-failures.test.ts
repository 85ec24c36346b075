/** Tests the errors for models that have no result, and for files without models. */

import assert from 'node:assert/strict';
import { only, probeText, probeTexts, units } from '../probing';

const tfjs = "import * as tf from '@tensorflow/tfjs';\n";

const body = `model.add(tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));`;

describe('reasons why a model has no result', function () {
  this.timeout(120_000);

  it('says what needs weights, and probes the head that is built on it', async () => {
    const { models, errors } = await probeText(`export async function train() {
  const base = await tf.loadLayersModel('https://example.org/base/model.json');
  const cut = tf.model({ inputs: base.inputs, outputs: base.getLayer('features').output });
  const head = tf.sequential({ layers: [
    tf.layers.dense({ units: 7, activation: 'relu', inputShape: [12] }),
    tf.layers.dense({ units: 2, activation: 'softmax' })] });
  head.compile({ loss: 'categoricalCrossentropy', optimizer: 'adam' });
  await head.fit(cut.predict(tf.zeros([4, 224, 224, 3])) as tf.Tensor, tf.ones([4, 2]));
}`);
    assert.deepEqual(
      models.map(({ name, entry, data }) => ({ name, entry, data })),
      [{ name: 'head', entry: 'fit', data: 'synthetic' }],
    );
    assert.deepEqual([...new Set(errors.map(({ code }) => code))], ['needs-weights']);
    assert.deepEqual(errors.map(({ range }) => range?.start.line).sort(), [2, 3]);
  });

  it('counts features of stand-ins as features of the base, for the head that is trained on them', async () => {
    const { models, errors } = await probeText(`let head: tf.Sequential;
async function baseOf() {
  const address = 'https://storage.googleapis.com/tfjs-models/tfjs/mobilenet_v1_0.25_224/model.json';
  const base = await tf.loadLayersModel(address);
  const cut = tf.model({ inputs: base.inputs, outputs: base.getLayer('conv_pw_13_relu').output as tf.SymbolicTensor });
  head = tf.sequential({ layers: [
    tf.layers.flatten({ inputShape: [7, 7, 256] }), tf.layers.dense({ units: 2, activation: 'softmax' })] });
  head.compile({ loss: 'categoricalCrossentropy', optimizer: 'adam' });
  return cut;
}
export async function train(images, labels) {
  const cut = await baseOf();
  await head.fit(cut.predict(images) as tf.Tensor, labels);
}`);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      models.map(({ name, notAsRun }) => [name, notAsRun]),
      [['head', undefined]],
    );
    assert.ok(models[0].assumed.includes('weights of MobileNet 0.25 made up'), models[0].assumed.join());
  });

  it('says of layers that run on tensors alone that no model is made of them', async () => {
    const { models, errors } = await probeText(`const layer = tf.layers.dense({ units: 4 });
(layer.apply(tf.randomNormal([8, 3])) as tf.Tensor).print();`);
    assert.deepEqual(models, []);
    assert.deepEqual(
      errors.map(({ code, message }) => [code, message.split(',')[0]]),
      [['no-model', 'model.ts makes 1 layer (line 2)']],
    );
  });

  it('measures layers that a hand-written loop trains, once they have their weights', async () => {
    const { models, errors } = await probeText(`const line = tf.layers.dense({ units: 1 });
const x = tf.randomNormal([16, 2]);
const y = x.sum(1, true);
line.apply(x);
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 5; step++)
  optimizer.minimize(() => tf.losses.meanSquaredError(y, line.apply(x) as tf.Tensor));`);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      models.map(({ layers }) => layers.map(({ range }) => range.start.line + 1)),
      [[2]],
    );
  });

  it('says that a file has no model where neither it nor what it imports makes one', async () => {
    const { errors } = await probeTexts({
      'index.js': "import { load } from './data';\nload().train();",
      'data.js': 'export const load = () => ({ train() {} });',
    });
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['no-model'],
    );
  });

  it('says why a model was trained on made-up data, where its function stopped before its own training', async () => {
    const { assumed, passedOver, entry, data } = only(
      await probeText(`export async function train() {
  const model = tf.sequential();
  ${body}
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  const rows: number[][] = [];
  await model.fit(tf.tensor2d(rows.map((row) => row.slice(0, 4))), tf.randomNormal([32, 1]));
}`),
    );
    assert.deepEqual([entry, data], ['built', 'synthetic']);
    assert.deepEqual(assumed, ['made-up data: the code stops before it trains']);
    assert.match(passedOver?.join() ?? '', /^train stopped at line 8 with «Error: /);
  });

  it('goes on without a data file that is missing, and names it', async () => {
    const probe = await probeTexts({
      'model.ts':
        `import * as tf from '@tensorflow/tfjs';\nimport rows from './rows.json';\n` +
        `const model = tf.sequential();\n${body}\nconsole.log(rows.length);`,
    });
    only(probe);
    assert.deepEqual(
      probe.errors.map(({ code }) => code),
      ['unresolved-import'],
    );
  });

  it('says that there is nothing to train in a model that has only an input layer', async () => {
    const { models, errors } = await probeText(
      'const model = tf.sequential();\nmodel.add(tf.layers.inputLayer({ inputShape: [4] }));',
    );
    assert.deepEqual(models, []);
    assert.deepEqual(
      errors.map(({ code, message }) => [code, message]),
      [['not-trainable', 'This model has an input layer and no other, so there is nothing in it to train.']],
    );
  });

  it('says that a model got no layers, where no caller gives it any', async () => {
    const { models, errors } = await probeTexts({
      'space.ts':
        `${tfjs}export function assemble(layers: tf.layers.Layer[]) {\n  const model = tf.sequential();\n` +
        `  for (const layer of layers) model.add(layer);\n  return model;\n}`,
    });
    assert.deepEqual(models, []);
    assert.match(errors.map(({ message }) => message).join(), /has no layers after/);
  });

  it('says that there is nothing to train in a model that another one replaces', async () => {
    const { models, errors } = await probeTexts({
      'net.ts': `${tfjs}export class Net {
  model = tf.sequential();
  build() {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units: 2, inputShape: [3] }));
    this.model = model;
  }
}`,
    });
    assert.deepEqual(models.map(units), [[2]]);
    assert.deepEqual(
      errors.map(({ code, message }) => [code, message]),
      [
        [
          'not-trainable',
          'The model on line 3 is made without layers, and no code that could run here added any. ' +
            'Add its layers in this file, or probe the file that adds them.',
        ],
      ],
    );
  });

  it('says of a loop that gets its data from a caller which arguments were stand-ins', async () => {
    const { models, errors } = await probeText(`const weight = tf.variable(tf.ones([4, 1]));
export function takeStep(rows: tf.Tensor2D, labels: tf.Tensor2D) {
  tf.train.sgd(0.1).minimize(() => tf.losses.meanSquaredError(labels, rows.matMul(weight)).asScalar());
}`);
    assert.deepEqual(models, []);
    const [{ code, message, range, asks }] = errors;
    assert.deepEqual([code, range?.start.line, asks?.argument], ['user-code-failed', 3, 'rows']);
    assert.match(message, /reads stand-ins.*takeStep was called with rows = a stand-in, labels = a stand-in/);
    assert.doesNotMatch(message, /Shapes/);
  });

  it('says of a loop whose file is missing that its tensors are empty, and blames nothing else', async () => {
    const { models, errors } = await probeTexts({
      'model.ts': `${tfjs}import { parse } from 'csv-parse/sync';
const rows: number[] = [];
for (const row of parse('rows.csv')) rows.push(row[0]);
const slope = tf.variable(tf.scalar(0.3));
const optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 9; step++)
  optimizer.minimize(() => slope.sub(2).mul(tf.tensor1d(rows)).square().mean());`,
    });
    assert.deepEqual(models, []);
    assert.deepEqual(
      errors.map(({ code, range, own }) => [code, range?.start.line, own]),
      [['not-trainable', 7, undefined]],
    );
    assert.match(errors[0].message, /reads an empty tensor, because what fills it/);
  });

  it('still says what TensorFlow.js refuses in a loop whose stand-ins took no part in it', async () => {
    const { errors } = await probeText(`const weight = tf.variable(tf.ones([4, 1]));
export function takeStep(log: Log) {
  log.info('begins');
  tf.train.sgd(0.1).minimize(() => tf.losses.meanSquaredError(tf.ones([3, 1]), tf.ones([5, 4]).matMul(weight)));
}`);
    assert.match(errors[0].message, /Shapes 3,1 and 5,1 must match/);
  });

  it('says which weight no memory would hold', async () => {
    const { errors } = await probeText(
      `export function make() {\n  const model = tf.sequential();\n` +
        `  model.add(tf.layers.flatten({ inputShape: [1024, 1024, 3] }));\n` +
        `  model.add(tf.layers.dense({ units: 100 }));\n  return model;\n}`,
    );
    assert.deepEqual(
      errors.map(({ range, message }) => [range?.start.line, message.includes('315 million numbers (3145728 × 100)')]),
      [[4, true]],
    );
  });
});
