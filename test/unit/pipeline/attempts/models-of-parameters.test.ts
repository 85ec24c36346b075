/**
 * Tests what the probe gives functions and classes that expect tfjs, a model, a tensor or layers from their callers.
 */

import assert from 'node:assert/strict';
import { classes, only, probeText, probeTexts, units } from '../probing';

const body = `model.add(tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));`;

describe('models from what callers would give', function () {
  this.timeout(120_000);

  it('gives a function that joins models those that other functions make', async () => {
    const { models, errors } = await probeText(`export function buildEncoder() {
  const x = tf.input({ shape: [8] });
  return tf.model({ inputs: x, outputs: tf.layers.dense({ units: 3 }).apply(x) as tf.SymbolicTensor });
}
export function buildDecoder() {
  const z = tf.input({ shape: [3] });
  return tf.model({ inputs: z, outputs: tf.layers.dense({ units: 8 }).apply(z) as tf.SymbolicTensor });
}
export function joined(encoder: tf.LayersModel, decoder: tf.LayersModel) {
  return tf.model({ inputs: encoder.inputs, outputs: decoder.apply(encoder.outputs[0]) as tf.SymbolicTensor });
}`);
    assert.deepEqual(errors, []);
    const whole = models.find((model) => model.range.start.line === 10);
    assert.equal(whole?.layers.length, 2);
  });

  it('trains with a function of the file that is handed a model', async () => {
    const model = only(
      await probeText(`export function build() {
  const model = tf.sequential();
  ${body}
  return model;
}
export async function train(model: tf.LayersModel, data: { xs: tf.Tensor; ys: tf.Tensor }) {
  model.compile({ loss: 'meanAbsoluteError', optimizer: tf.train.sgd(0.02) });
  await model.fit(data.xs, data.ys);
}`),
    );
    assert.deepEqual([model.entry, model.loss, model.learningRate], ['fit', 'meanAbsoluteError', 0.02]);
  });

  it('gives a head that flattens images a model that outputs them', async () => {
    const model = only(
      await probeText(`export function makeHead(truncated: tf.LayersModel, classes = 3) {
  const head = tf.sequential();
  head.add(tf.layers.flatten({ inputShape: truncated.outputs[0].shape.slice(1) as number[] }));
  head.add(tf.layers.dense({ units: classes, activation: 'softmax' }));
  return head;
}`),
    );
    assert.deepEqual(
      model.layers.map(({ className }) => className),
      ['Flatten', 'Dense'],
    );
  });

  it('lets a model begin where its layers read what a caller would give', async () => {
    const model = only(
      await probeText(`export class Critic {
  private readonly hidden = tf.layers.dense({ units: 7, activation: 'relu' });
  private readonly score = tf.layers.dense({ units: 1 });
  build(observation: tf.SymbolicTensor, action: tf.SymbolicTensor) {
    const both = tf.layers.concatenate().apply([observation, action]);
    return tf.model({ inputs: [observation, action],
      outputs: this.score.apply(this.hidden.apply(both)) as tf.SymbolicTensor });
  }
}`),
    );
    assert.deepEqual(units(model).slice(-2), [7, 1]);
    assert.equal(model.assumed.filter((one) => one.startsWith('input of ')).length > 0, true, model.assumed.join());
  });

  it('finds tfjs that an object is handed at run time', async () => {
    const model = only(
      await probeText(`export class Net {
  tf?: typeof tf;
  model?: tf.Sequential;
  build() {
    this.model = this.tf!.sequential();
    this.model.add(this.tf!.layers.dense({ units: 3, inputShape: [2] }));
  }
}`),
    );
    assert.deepEqual(classes(model), ['Dense']);
  });

  it('gives a module tfjs that its users would set', async () => {
    const model = only(
      await probeTexts({
        'net.ts': `import { backend } from './backend';
export class Net {
  tf: any;
  model: any;
  constructor() { this.tf = backend(); }
  build(units = 3) {
    this.model = this.tf.sequential();
    this.model.add(this.tf.layers.dense({ units, inputShape: [2] }));
    return this.model;
  }
}`,
        'backend.ts': `let tf: any = null;
export function setBackend(given: any) { tf = given; }
export function backend() { if (tf === null) throw new Error('call setBackend first'); return tf; }`,
      }),
    );
    assert.deepEqual(units(model), [3]);
    assert.deepEqual(model.passedOver ?? [], []);
  });

  it('fills a model that a class keeps by the method that adds its layers', async () => {
    const model = only(
      await probeText(`export class Net {
  private readonly net = tf.sequential();
  constructor(readonly address: string) {}
  async start() {
    const settings = await (await fetch(this.address)).json();
    this.build(settings.width);
  }
  private build(width: number) {
    this.net.add(tf.layers.dense({ units: width, activation: 'relu', inputShape: [5] }));
    this.net.add(tf.layers.dense({ units: 2 }));
  }
}`),
    );
    assert.equal(units(model).at(-1), 2);
  });

  it('keeps one number for one unknown size', async () => {
    const model = only(
      await probeText(`export function build(game: { getChannels(): number }) {
  const channels = game.getChannels();
  const x = tf.input({ shape: [8, 8, 2] });
  const features = tf.layers.conv2d({ filters: channels, kernelSize: 3, padding: 'same' }).apply(
    x) as tf.SymbolicTensor;
  const head = tf.sequential({ layers: [
    tf.layers.flatten({ inputShape: [8, 8, channels] }), tf.layers.dense({ units: 2 })] });
  return tf.model({ inputs: x, outputs: head.apply(features) as tf.SymbolicTensor });
}`),
    );
    assert.deepEqual(classes(model), ['Conv2D', 'Flatten', 'Dense']);
    assert.equal(model.parts?.length, 1);
  });

  it('gives an argument whose absence the code rejects', async () => {
    const model = only(
      await probeText(`interface Options { hidden?: number[]; classes?: number; verbose?: boolean }
export class Classifier {
  model: tf.Sequential;
  constructor(options: Options) {
    if (!options.classes) throw new Error('classes are required');
    if (options.hidden !== undefined && options.classes !== undefined) {
      this.model = tf.sequential();
      this.model.add(tf.layers.dense({ units: options.hidden[0], inputShape: [4] }));
      this.model.add(tf.layers.dense({ units: options.classes }));
    } else throw new Error('hidden is required');
  }
}`),
    );
    assert.equal(units(model).length, 2);
  });

  it('gives a list of lists where the code, or its helper, throws for anything else', async () => {
    const trained = (check: string): string => `
function checked(rows) {
  if (!Array.isArray(rows) || !Array.isArray(rows[0])) throw new Error('no matrix');
  return rows;
}
export class Regression {
  async fit(matrix, answers) {
    ${check}
    this.model = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [matrix[0].length] })] });
    this.model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    await this.model.fit(tf.tensor2d(matrix), tf.tensor2d(answers));
  }
}`;
    for (const check of ['checked(matrix);', "if (!Array.isArray(matrix)) throw new Error('no matrix');"]) {
      const { models, errors } = await probeTexts({
        'regression.js': `import * as tf from '@tensorflow/tfjs';${trained(check)}`,
      });
      assert.deepEqual([errors, models.length, models[0].passedOver ?? []], [[], 1, []]);
      assert.ok(models[0].assumed.includes('matrix = a list of stand-ins'), models[0].assumed.join());
    }
  });
});
