/** Proves that models are reached where real code hides them: in handlers, behind state, past what cannot run here. */

import assert from 'node:assert/strict';
import type { ModelReport } from '../../../src/report/report';
import { only, probeText, probeTexts } from './probing';

const body = `model.add(tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));`;

function classes(model: ModelReport): string[] {
  return model.layers.map(({ className }) => className);
}

describe('reach', function () {
  this.timeout(120_000);

  it('enters a handler that a function inside a function sets', async () => {
    const model = only(
      await probeText(`export function setUp() {
  const button = document.getElementById('train');
  button.onclick = async () => {
  const model = tf.sequential();
  ${body}
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  await model.fit(tf.randomNormal([32, 4]), tf.randomNormal([32, 1]));
  };
}`),
    );
    assert.equal(model.entry, 'fit');
    assert.equal(model.data, 'user');
    assert.deepEqual(
      model.layers.map(({ range }) => range.start.line),
      [5, 6],
    );
  });

  it('lets the page load before it gives up on what waits for it', async () => {
    const model = only(
      await probeText(`document.addEventListener('DOMContentLoaded', () => {
  const image = new Image();
  image.onload = () => {
    const model = tf.sequential();
    ${body}
  };
  image.src = 'x.png';
});`),
    );
    assert.deepEqual(classes(model), ['Dense', 'Dense']);
  });

  it('knows tfjs as a global of a page', async () => {
    const model = only(
      await probeTexts({
        'page.js': `window.onload = function () {\n  const model = window.tf.sequential();\n  ${body}\n};`,
      }),
    );
    assert.deepEqual(classes(model), ['Dense', 'Dense']);
  });

  it('passes over a getter that throws until data are loaded, and says so', async () => {
    const probe = await probeTexts({
      'model.ts': `import * as tf from '@tensorflow/tfjs';
import { Data } from './data';
const data = new Data();
export function build() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 5, activation: 'relu', inputShape: [data.featureCount] }));
  model.add(tf.layers.dense({ units: 1 }));
  return model;
}`,
      'data.ts': `export class Data {
  rows: number[][] | undefined;
  get featureCount(): number {
    if (!this.rows) throw new Error('load first');
    return this.rows[0].length;
  }
}`,
    });
    const model = only(probe);
    assert.deepEqual(classes(model), ['Dense', 'Dense']);
    assert.deepEqual(probe.guarded, [model]);
    assert.ok(model.assumed.includes('inputShape = [10]'), model.assumed.join());
    assert.ok(
      model.assumed.some((one) => one === 'passed over what cannot run here: line 6: Error: load first'),
      model.assumed.join(),
    );
  });

  it('passes over what stops the module before the model is made', async () => {
    const model = only(
      await probeText(`const settings = JSON.parse(readSettings());
const model = tf.sequential();
model.add(tf.layers.dense({ units: settings.units, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 2 }));
declare function readSettings(): string;`),
    );
    assert.deepEqual(
      model.layers.map(({ outputShape }) => outputShape),
      [
        [null, 16],
        [null, 2],
      ],
    );
    assert.ok(model.assumed.includes('units = 16'));
  });

  it('never leaves a layer out of a model because it failed', async () => {
    const { models, errors } = await probeText(`export function build() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 4, inputShape: [3] }));
  model.add(tf.layers.conv2d({ filters: 2, kernelSize: 3 }));
  return model;
}`);
    assert.deepEqual(models, []);
    assert.equal(errors.length, 1);
    assert.match(errors[0].message, /ndim/);
  });

  it('gives a builder of a whole the models that other builders make', async () => {
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

  it('keeps one number for one unknown size', async () => {
    const model = only(
      await probeText(`export function build(game: { getChannels(): number }) {
  const channels = game.getChannels();
  const x = tf.input({ shape: [8, 8, 2] });
  const features = tf.layers.conv2d({ filters: channels, kernelSize: 3, padding: 'same' }).apply(x) as tf.SymbolicTensor;
  const head = tf.sequential({ layers: [tf.layers.flatten({ inputShape: [8, 8, channels] }), tf.layers.dense({ units: 2 })] });
  return tf.model({ inputs: x, outputs: head.apply(features) as tf.SymbolicTensor });
}`),
    );
    assert.deepEqual(classes(model), ['Conv2D', 'Flatten', 'Dense']);
    assert.equal(model.parts?.length, 1);
  });

  it('says what needs weights, and probes the head that is built on it', async () => {
    const { models, errors } = await probeText(`export async function train() {
  const base = await tf.loadLayersModel('https://example.org/base/model.json');
  const cut = tf.model({ inputs: base.inputs, outputs: base.getLayer('features').output });
  const head = tf.sequential({ layers: [tf.layers.dense({ units: 7, activation: 'relu', inputShape: [12] }), tf.layers.dense({ units: 2, activation: 'softmax' })] });
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

  it('goes on without a data file that is missing, and names it', async () => {
    const probe = await probeTexts({
      'model.ts': `import * as tf from '@tensorflow/tfjs';\nimport rows from './rows.json';\nconst model = tf.sequential();\n${body}\nconsole.log(rows.length);`,
    });
    only(probe);
    assert.deepEqual(
      probe.errors.map(({ code }) => code),
      ['unresolved-import'],
    );
  });

  it('leaves code that never ends', async () => {
    const model = only(
      await probeText(
        `export async function play() {
  for (;;) {
    tf.ones([2]).dispose();
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
export function build() {
  const model = tf.sequential();
  ${body}
  return model;
}
await play();`,
        8,
      ),
    );
    assert.deepEqual(classes(model), ['Dense', 'Dense']);
  });

  it('runs a script that trains models of another file', async () => {
    const texts = {
      'index.js':
        "import { build } from './build';\nimport * as tf from '@tensorflow/tfjs';\nconst model = build();\nmodel.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });\nawait model.fit(tf.ones([4, 4]), tf.ones([4, 1]));",
      'build.js': `import * as tf from '@tensorflow/tfjs';\nexport function build() {\n  const model = tf.sequential();\n  ${body}\n  return model;\n}`,
    };
    const model = only(await probeTexts(texts));
    assert.equal(model.file, '/w/build.js');
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

  it('enters the handler of a component with state', async () => {
    const model = only(
      await probeTexts({
        'App.jsx': `import { useState, useCallback } from 'react';
import * as tf from '@tensorflow/tfjs';
export default function App() {
  const [units, setUnits] = useState(9);
  const train = useCallback(async () => {
    const model = tf.sequential();
    model.add(tf.layers.dense({ units, inputShape: [2] }));
    setUnits(units + 1);
  }, []);
  return <button onClick={train}>Train</button>;
}`,
      }),
    );
    assert.deepEqual(model.layers[0].outputShape, [null, 9]);
  });

  it('runs the handler of a page that trains a model of another file', async () => {
    const texts = {
      'page.js':
        "import * as ui from './ui';\nimport { buildModel } from './build';\nui.onTrain(async () => {\n  const model = buildModel(ui.units());\n  await model.fit(ui.xs(), ui.ys());\n});",
      'ui.js':
        'export const onTrain = (f) => document.getElementById("go").addEventListener("click", f);\nexport const units = () => document.getElementById("units").valueAsNumber.toFixed();\nexport const xs = () => window.data.xs;\nexport const ys = () => window.data.ys;',
      'build.js': `import * as tf from '@tensorflow/tfjs';\nexport function buildModel(units) {\n  const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4] }), tf.layers.dense({ units: 1 })] });\n  model.compile({ loss: 'meanSquaredError', optimizer: 'adam' });\n  return model;\n}`,
    };
    const model = only(await probeTexts(texts));
    assert.deepEqual([model.file, model.entry], ['/w/build.js', 'fit']);
  });

  it('makes an instance of a class whose base, in another file, asks it for its layers', async () => {
    const texts = {
      'small.ts':
        "import { layers } from '@tensorflow/tfjs';\nimport { Base } from './base';\nexport class Small extends Base {\n  protected fill(config: { width: number }): void {\n    this.add(layers.dense({ units: config.width, inputShape: [3] }));\n    this.add(layers.dense({ units: 1 }));\n  }\n}",
      'base.ts':
        "import { Sequential } from '@tensorflow/tfjs';\nexport abstract class Base extends Sequential {\n  constructor(config: { width: number }) {\n    super();\n    this.fill(config);\n  }\n  protected abstract fill(config: { width: number }): void;\n}",
    };
    const model = only(await probeTexts(texts));
    assert.deepEqual(
      model.layers.map(({ file, range }) => `${file}:${range.start.line}`),
      ['/w/small.ts:4', '/w/small.ts:5'],
    );
  });

  it('says why a model had to do without the training that its function was about to begin', async () => {
    const { assumed, entry, data } = only(
      await probeText(`export async function train() {
  const model = tf.sequential();
  ${body}
  model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  const rows: number[][] = [];
  await model.fit(tf.tensor2d(rows.map((row) => row.slice(0, 4))), tf.randomNormal([32, 1]));
}`),
    );
    assert.deepEqual([entry, data], ['built', 'synthetic']);
    assert.match(assumed.join(), /^made-up data: train stopped at line 8 with «Error: /);
  });
});
