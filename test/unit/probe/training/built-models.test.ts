/** Models that are only built: synthetic batches for every kind of input and every loss of tfjs-layers. */

import assert from 'node:assert/strict';

import { probeGlobalText } from '../../../../src/report/probe-globals';
import { probe, probeOne } from '../run';

const losses: readonly (readonly [loss: string, output: string])[] = [
  ["'categoricalCrossentropy'", "units: 4, activation: 'softmax'"],
  ["'sparseCategoricalCrossentropy'", "units: 4, activation: 'softmax'"],
  ["'binaryCrossentropy'", "units: 1, activation: 'sigmoid'"],
  ["'meanSquaredError'", 'units: 2'],
  ["'meanAbsoluteError'", 'units: 2'],
  ["'meanAbsolutePercentageError'", 'units: 2'],
  ["'meanSquaredLogarithmicError'", "units: 2, activation: 'relu'"],
  ["'hinge'", "units: 1, activation: 'tanh'"],
  ["'squaredHinge'", "units: 1, activation: 'tanh'"],
  ["'categoricalHinge'", 'units: 3'],
  ["'logcosh'", 'units: 2'],
  ["'kullbackLeiblerDivergence'", "units: 3, activation: 'softmax'"],
  ["'poisson'", "units: 1, activation: 'softplus'"],
  ["'cosineProximity'", 'units: 3'],
  ['tf.losses.meanSquaredError', 'units: 2'],
  ['tf.losses.softmaxCrossEntropy', 'units: 4'],
  ['tf.losses.sigmoidCrossEntropy', 'units: 2'],
  ['tf.losses.huberLoss', 'units: 2'],
  ['tf.losses.absoluteDifference', 'units: 2'],
  ['(target, output) => target.sub(output).abs().mean()', "units: 3, activation: 'softmax'"],
];

describe('probe: models that are only built', () => {
  for (const [loss, output] of losses) {
    it(`learns something with ${loss}`, async () => {
      const model = await probeOne(
        `const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [6] }), tf.layers.dense({ ${output} })] });
model.compile({ optimizer: tf.train.adam(0.02), loss: ${loss} });`,
        { steps: 40 },
      );
      const mean = (part: readonly number[]): number => part.reduce((sum, value) => sum + value, 0) / part.length;
      const [early, late] = [mean(model.losses.slice(0, 8)), mean(model.losses.slice(-8))];
      assert.ok(late < early, `loss ${early} to ${late}`);
      assert.equal(model.data, 'synthetic');
    });
  }

  it('compiles by the activation of the output, for each output', async () => {
    const model = await probeOne(`const input = tf.input({ shape: [5] });
const h = tf.layers.dense({ units: 4 }).apply(input);
tf.model({ inputs: input, outputs: [
  tf.layers.dense({ units: 3, activation: 'softmax' }).apply(h),
  tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(h),
  tf.layers.dense({ units: 2 }).apply(h)] });`);
    assert.deepEqual(model.assumed, [
      'loss = categoricalCrossentropy, binaryCrossentropy, meanSquaredError',
      'optimizer = adam(0.001)',
    ]);
  });

  it('feeds ids to an embedding, within its range', async () => {
    const model = await probeOne(
      `const model = tf.sequential({ layers: [
  tf.layers.embedding({ inputDim: 7, outputDim: 4, inputLength: 5 }), tf.layers.lstm({ units: 3 }),
  tf.layers.dense({ units: 1, activation: 'sigmoid' })] });`,
    );
    assert.deepEqual(
      model.layers.map((layer) => layer.className),
      ['Embedding', 'LSTM', 'Dense'],
    );
    assert.equal(model.layers[1].timeSteps?.[0].length, 5);
  });

  it('takes axes that are open, and says what it took', async () => {
    const model = await probeOne(
      `const model = tf.sequential({ layers: [
  tf.layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [null, null, 3] }),
  tf.layers.globalAveragePooling2d({}), tf.layers.dense({ units: 2 })] });`,
    );
    assert.ok(model.assumed.includes('input shape = [32, 32, 3]'), model.assumed.join('; '));
  });

  it('assumes an input shape where there is none', async () => {
    const model = await probeOne(`const model = tf.sequential();
model.add(tf.layers.dense({ units: 4 }));
model.add(tf.layers.dense({ units: 1 }));`);
    assert.equal(model.assumed[0], 'inputShape = [10]');
  });

  it('trains a model made of others once, as a whole', async () => {
    const model = await probeOne(`
const encoder = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [6] })] });
const decoder = tf.sequential({ layers: [tf.layers.dense({ units: 6, inputShape: [3] })] });
const input = tf.input({ shape: [6] });
const whole = tf.model({ inputs: input, outputs: decoder.apply(encoder.apply(input)), name: 'whole' });
const half = tf.model({ inputs: whole.inputs, outputs: encoder.apply(input), name: 'half' });`);
    assert.equal(model.name, 'whole');
    assert.deepEqual(
      model.layers.map((layer) => layer.inputs),
      [[], [0]],
    );
  });

  it('uses stand-ins for data that user code could not load', async () => {
    const model = await probeOne(`const data = ${probeGlobalText('standIn')}('./data');
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const { images, labels } = await data.load();
await model.fit(images, labels, { epochs: 3 });`);
    assert.equal(model.entry, 'fit');
    assert.equal(model.data, 'synthetic');
    assert.deepEqual(model.assumed, ['made-up data: the data came from stand-ins']);
  });

  it('counts dead units and saturated outputs', async () => {
    const model = await probeOne(`const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 4, activation: 'relu', inputShape: [2],
    weights: [tf.zeros([2, 4]), tf.tensor1d([-1, -1, 1, -1])] }),
  tf.layers.dense({ units: 2, activation: 'sigmoid', weights: [tf.zeros([4, 2]), tf.tensor1d([9, 0])] })] });
model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });`);
    assert.equal(model.layers[0].output.zeroUnits, 0.75);
    assert.equal(model.layers[1].output.saturated, 0.5);
  });

  it('leaves nothing behind, seed after seed', async () => {
    const { seeds } = await probe(
      `const model = tf.sequential({ layers: [
  tf.layers.lstm({ units: 3, inputShape: [4, 2], dropout: 0.3, recurrentDropout: 0.2 }), tf.layers.batchNormalization(),
  tf.layers.dropout({ rate: 0.5 }), tf.layers.dense({ units: 1 })] });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['mse'] });
tf.tidy(() => tf.keep(tf.ones([3])));
tf.ones([100]);
await model.fit(tf.ones([40, 4, 2]), tf.ones([40, 1]), { epochs: 3, validationSplit: 0.25 });`,
      { seeds: [1, 2, 3] },
    );
    assert.deepEqual(
      seeds.map((seed) => seed.leakedTensors),
      [0, 0, 0],
    );
    assert.deepEqual(
      seeds.map((seed) => seed.models[0].layers.map((layer) => layer.name).join()),
      new Array(3).fill('lstm_LSTM1,batch_normalization_BatchNormalization1,dropout_Dropout1,dense_Dense1'),
    );
  });
});
