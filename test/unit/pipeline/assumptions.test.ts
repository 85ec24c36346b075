/** Proves what a report says was assumed, that directives and pinned values reach the model, and what is said where a function asks for something else. */

import assert from 'node:assert/strict';
import type { FileProbe } from '../../../src/pipeline/probe-file';
import type { ModelReport } from '../../../src/report/report';
import { probeText, probeTexts } from './probing';

const builder = `export function createModel(inputShape: number[], numClasses: number, hidden = 12) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: hidden, activation: 'relu', inputShape }));
  model.add(tf.layers.dense({ units: numClasses, activation: 'softmax' }));
  model.compile({ optimizer: 'sgd', loss: 'categoricalCrossentropy' });
  return model;
}
`;

function only({ models, errors }: FileProbe): ModelReport {
  assert.equal(models.length, 1, JSON.stringify(errors));
  return models[0];
}

const shapes = ({ layers }: ModelReport): unknown[] => layers.map(({ outputShape }) => outputShape.at(-1));
const ownValues = ({ assumed }: ModelReport): string[] => assumed.filter((one) => one.includes(' = '));

describe('what was assumed', function () {
  this.timeout(120_000);

  it('is in the report of the model that was made with it, and of no other', async () => {
    const { models } = await probeText(`${builder}
const other = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
other.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
`);
    const assumed = Object.fromEntries(models.map((model) => [model.name, [ownValues(model), model.called]]));
    assert.deepEqual(assumed, { model: [['inputShape = [10]', 'numClasses = 10'], ['createModel']], other: [[], undefined] });
  });

  it('is nothing where a directive gives the values', async () => {
    const model = only(await probeText(`// gradline: inputShape = [7], numClasses = 3, hidden = 5\n${builder}`));
    assert.deepEqual(shapes(model), [5, 3]);
    assert.deepEqual(ownValues(model), []);
    assert.equal(model.pinned, undefined);
  });

  it('is nothing where the file calls the function itself', async () => {
    const model = only(await probeText(`${builder}const model = createModel([6], 4);\nmodel.summary();\n`));
    assert.deepEqual(shapes(model), [12, 4]);
    assert.deepEqual(ownValues(model), []);
  });

  it('has what is pinned, which is told apart', async () => {
    const model = only(await probeTexts({ 'model.ts': `import * as tf from '@tensorflow/tfjs';\n${builder}` }, 60, { pinned: { createModel: { numClasses: 4, hidden: 6 } } }));
    assert.deepEqual(shapes(model), [6, 4]);
    assert.deepEqual(ownValues(model), ['inputShape = [10]', 'numClasses = 4', 'hidden = 6']);
    assert.deepEqual(model.pinned, ['numClasses = 4', 'hidden = 6']);
  });

  it('has the arguments of a constructor, and those of the training that another function does', async () => {
    const { models } = await probeText(`class Net {
  model: tf.Sequential;
  constructor(units: number) { this.model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4] })] }); }
}
export const make = (width: number) => new Net(width * 2).model;
export async function train(model: tf.LayersModel, learningRate: number) {
  model.compile({ optimizer: tf.train.sgd(learningRate), loss: 'meanSquaredError' });
  await model.fit(tf.randomNormal([32, 4]), tf.randomNormal([32, 32]));
}
`);
    const all = models.flatMap(ownValues);
    assert.ok(all.some((one) => /^(units|width) = /.test(one)), all.join());
    const trained = models.find(({ entry }) => entry === 'fit');
    if (trained) assert.ok(trained.assumed.includes('learningRate = 0.001'), trained.assumed.join());
  });

  it('is asked for where the function stops on it', async () => {
    const text = `export function createModel(units: number, side: number) {
  const model = tf.sequential({ layers: [tf.layers.dense({ units, inputShape: [4] }), tf.layers.reshape({ targetShape: [side, side] })] });
  return model;
}
`;
    const { models, errors } = await probeText(text);
    assert.deepEqual(models, []);
    const [error] = errors;
    assert.match(error.message, /^Total size of new array must be unchanged\. createModel was called with units = 16, side = 10: where it asks for something else, give it that in a comment over it, \/\/ gradline: units = …$/);
    assert.deepEqual(error.asks, { function: 'createModel' });
    assert.deepEqual(error.models?.map(({ start }) => start.line), [2]);
    assert.deepEqual(shapes(only(await probeText(`// gradline: side = 4\n${text}`))), [16, 4]);
  });
});

describe('a directive that cannot be followed', function () {
  this.timeout(120_000);

  it('is an error of the report, and the rest is probed', async () => {
    const result = await probeText(`// gradline: numClasses = 3, inputshape = [4]\n${builder}`);
    assert.deepEqual(shapes(only(result)), [12, 3]);
    assert.deepEqual(result.errors, [
      {
        file: '/w/model.ts',
        range: { start: { line: 1, character: 29 }, end: { line: 1, character: 39 } },
        code: 'directive',
        message: 'Line 2: createModel has no parameter inputshape. It has inputShape, numClasses, hidden.',
      },
    ]);
  });
});
