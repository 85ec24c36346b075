/**
 * What the probe notes of how training was set up: where, whose learning rate, by which initializers, and which units
 * start and stay equal.
 */

import assert from 'node:assert/strict';

import { probe, probeOne } from '../run';

const data = `const x = tf.randomNormal([16, 3]), y = x.sum(1, true);
`;
// The probe's own first line makes this line 2 of the bundle (from zero), as the tests below count.
const model =
  data +
  `const layer = (units, more) => tf.layers.dense({ units, inputShape: [3], activation: 'tanh', ...more });
`;

describe('probe: how training is set up', () => {
  it('notes where the model was compiled last', async () => {
    const raw = await probeOne(`${model}const m = tf.sequential({ layers: [layer(4), layer(1)] });
m.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
function again() {
  m.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
}
again();
await m.fit(x, y);`);
    assert.deepEqual(
      raw.compiledAt?.map(({ line }) => line),
      [6, 8],
    );
  });

  it('notes where the optimizer of a loop was made, and where it steps if it was made by new', async () => {
    const loop = `const m = tf.sequential({ layers: [layer(4), layer(1)] });
const cost = () => tf.losses.meanSquaredError(y, m.predict(x));
`;
    const made = await probeOne(`${model}${loop}const sgd = tf.train.sgd(0.1);
for (let i = 0; i < 50; i++) sgd.minimize(cost);`);
    assert.equal(made.compiledAt?.[0].line, 5);
    const constructed = await probeOne(`${model}${loop}const sgd = new tf.SGDOptimizer(0.1);
for (let i = 0; i < 50; i++) sgd.minimize(cost);`);
    assert.equal(constructed.compiledAt?.[0].line, 6);
  });

  it('notes no place for a model that the probe compiled itself', async () => {
    const raw = await probeOne(`${model}tf.sequential({ layers: [layer(4), layer(1)] });`);
    assert.equal(raw.compiledAt, undefined);
  });

  it(
    'takes a learning rate out of a stand-in for assumed, whichever way it came, ' +
      "and one that was written down for the user's",
    async () => {
      const training = (rate: string): string => `${model}const m = tf.sequential({ layers: [layer(4), layer(1)] });
m.compile({ optimizer: tf.train.sgd(${rate}), loss: 'meanSquaredError' });
await m.fit(x, y);`;
      const slider = "document.getElementById('rate')";
      for (const rate of [
        `Number(${slider}.value)`,
        `+${slider}.value`,
        `parseFloat(${slider}.value)`,
        `${slider}.valueAsNumber`,
      ]) {
        const raw = await probeOne(training(rate));
        assert.deepEqual(raw.assumed, ['learning rate = 0.001'], rate);
        assert.equal(raw.learningRate, 0.001);
      }
      assert.deepEqual((await probeOne(training('1'))).assumed, []);
      assert.deepEqual((await probeOne(training(`Number(${slider}.value) && 0.5`))).assumed, []);
    },
  );

  it('names initializers as user code does, also those of a model that was serialized', async () => {
    const { seeds } = await probe(`${model}const m = tf.sequential({ layers: [
        layer(4, { kernelInitializer: 'heUniform' }),
        layer(1, { kernelInitializer: tf.initializers.glorotUniform({}) })] });
const copy = await tf.models.modelFromJSON(m.toJSON(null, false));
copy.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await copy.fit(x, y);`);
    assert.deepEqual(
      seeds[0].models.map((raw) => raw.layers.map((l) => l.kernelInitializer)),
      [
        ['HeUniform', 'GlorotUniform'],
        ['HeUniform', 'GlorotUniform'],
      ],
    );
  });

  it('counts the units that have weights of their own, before and after', async () => {
    const counts = async (first: string, second: string): Promise<(readonly number[])[]> => {
      const raw = await probeOne(`${model}const m = tf.sequential({ layers: [
          layer(4, ${first}), layer(2, ${second}), layer(1)] });
m.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
await m.fit(x, y);`);
      return raw.layers.map((l) => l.weights[0].distinctUnits);
    };
    const ones = "{ kernelInitializer: 'ones' }";
    assert.deepEqual(await counts(ones, ones), [
      [1, 1],
      [1, 2],
      [1, 1],
    ]);
    assert.deepEqual(await counts(ones, '{}'), [
      [1, 4],
      [2, 2],
      [1, 1],
    ]);
    const repeated = '{ weights: [tf.randomNormal([3, 1]).tile([1, 4]), tf.zeros([4])] }';
    assert.deepEqual((await counts(repeated, '{}'))[0], [1, 4]);
  });
});
