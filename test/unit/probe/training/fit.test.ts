/** Training calls of tfjs-layers: whose data, how many steps, what comes back to user code. */

import assert from 'node:assert/strict';

import { layerOf, probe, probeOne } from '../run';

const sequential = `
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'sigmoid', inputShape: [4] }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
`;

describe('probe: fit', () => {
  it("measures the layers of a Sequential with the user's data, optimizer and batch size", async () => {
    const model = await probeOne(`${sequential}
const xs = tf.randomNormal([20, 4]);
const ys = tf.oneHot(tf.tensor1d(Array.from({ length: 20 }, (_, i) => i % 3), 'int32'), 3).toFloat();
const history = await model.fit(xs, ys, { epochs: 50, batchSize: 8 });
const { loss, acc } = history.history;
if (!(loss[1] > 0 && loss[1] !== loss[0]) || loss[49] !== loss[1] || acc.length !== 50 || history.epoch[49] !== 49)
  throw new Error('history: ' + JSON.stringify(history.history));
`);
    assert.equal(model.entry, 'fit');
    assert.equal(model.optimizer, 'SGD');
    assert.equal(model.learningRate, 0.1);
    assert.equal(model.loss, 'categoricalCrossentropy');
    assert.equal(model.data, 'user');
    assert.equal(model.batchSize, 8);
    assert.equal(model.losses.length, 5);
    assert.deepEqual(
      model.layers.map(({ className, activation, parameters, inputs, outputShape, kernelInitializer }) => [
        className,
        activation,
        parameters,
        inputs,
        outputShape,
        kernelInitializer,
      ]),
      [
        ['Dense', 'sigmoid', 40, [], [null, 8], 'GlorotNormal'],
        ['Dense', 'softmax', 27, [0], [null, 3], 'GlorotNormal'],
      ],
    );
    const [first, last] = model.layers;
    assert.ok(first.outputGradientL2.length === 5 && first.outputGradientL2.every((norm) => norm > 0));
    assert.ok(first.backwardGain.every(Number.isNaN), 'nothing has to leave the first layer');
    last.backwardGain.forEach((gain, step) => {
      assert.ok(Math.abs(gain * last.outputGradientL2[step] - first.outputGradientL2[step]) < 1e-6);
    });
    assert.deepEqual(
      first.weights.map((weight) => weight.name),
      ['kernel', 'bias'],
    );
    assert.ok(first.weights[0].updateRatio.every((ratio) => ratio > 0 && ratio < 1));
    assert.ok(
      Math.abs(first.weights[0].updateRatio[0] - (0.1 * first.weights[0].gradientL2[0]) / first.weights[0].l2[0]) <
        1e-5,
    );
  });

  it('tells the first steps of a first seed that takes a while, and the same numbers at its end', async () => {
    const { events, seeds } = await probe(
      `${sequential}
for (const until = Date.now() + 200; Date.now() < until;);
const xs = tf.randomNormal([20, 4]);
await model.fit(xs, tf.ones([20, 3]), { epochs: 50, batchSize: 8 });
`,
      { seeds: [1, 2] },
    );
    const told = events.flatMap((event) => (event.type === 'first-steps' ? [event.result] : []));
    assert.deepEqual(
      events.map(({ type }) => type).filter((type) => type === 'first-steps' || type === 'seed'),
      ['first-steps', 'seed', 'seed'],
    );
    assert.deepEqual(told[0].models[0].losses, seeds[0].models[0].losses.slice(0, 1));
    assert.deepEqual(
      told[0].models[0].layers.map(({ outputGradientL2 }) => outputGradientL2),
      seeds[0].models[0].layers.map(({ outputGradientL2 }) => outputGradientL2.slice(0, 1)),
    );
    assert.equal(seeds[0].leakedTensors, 0);
  });

  it('places layers and models by line and column of the bundle', async () => {
    const model = await probeOne(`
const make = (units) => tf.layers.dense({ units, inputShape: [3] });
const model = tf.sequential({ layers: [make(4),
  make(2)] });
`);
    assert.deepEqual(
      model.layers.map((layer) => layer.stack),
      [
        [
          { line: 2, column: 34 },
          { line: 3, column: 39 },
        ],
        [
          { line: 2, column: 34 },
          { line: 4, column: 2 },
        ],
      ],
    );
    assert.deepEqual(model.stack, [{ line: 3, column: 17 }]);
  });

  describe('takes batches', () => {
    // The loss of a batch of one is the square of its number: with a rate of zero, losses tell the order.
    const squares = (settings: string, seed = 1): ReturnType<typeof probeOne> =>
      probeOne(
        `
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones', inputShape: [1] })] });
model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
const numbers = tf.tensor2d([[1], [2], [3], [4], [5], [6], [7], [8]]);
await model.fit(numbers, tf.zeros([8, 1]), { epochs: 3, ${settings} });
`,
        { seeds: [seed], steps: 24 },
      );

    it('as they stand where they are not shuffled, and starts over at the end of the data', async () => {
      const { losses } = await squares('batchSize: 3, shuffle: false');
      assert.deepEqual(
        losses.slice(0, 4).map((loss) => Math.round(loss * 3)),
        [14, 77, 339 / 2, 14].map(Math.round),
      );
    });

    it('shuffled: each row once a pass, the first batch as it stands, another order with another pass', async () => {
      const { losses } = await squares('batchSize: 1');
      const passes = [0, 8, 16].map((start) => losses.slice(start, start + 8).map(Math.sqrt));
      for (const pass of passes) assert.deepEqual([...pass].sort(), [1, 2, 3, 4, 5, 6, 7, 8]);
      assert.equal(passes[0][0], 1);
      assert.equal(new Set([[1, 2, 3, 4, 5, 6, 7, 8], ...passes].map(String)).size, 4);
      assert.deepEqual((await squares('batchSize: 1')).losses, losses);
      assert.notDeepEqual((await squares('batchSize: 1', 2)).losses, losses);
    });

    it('and knows the loss on all of the data where the first rows are unlike the others', async () => {
      const onSorted = (rows: string): string => `
const x = tf.tensor1d(${rows});
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones', inputShape: [1] }),
  tf.layers.batchNormalization()] });
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
await model.fit(x.expandDims(1), x.expandDims(1), { epochs: 3, batchSize: 16 });
`;
      const sorted = await probeOne(onSorted('Array.from({ length: 160 }, (_, i) => i / 10)'));
      assert.ok(sorted.losses[0] < 3, `loss of the first batch: ${sorted.losses[0]}`);
      assert.ok((sorted.typicalLoss ?? 0) > 30, `loss on all of the data: ${sorted.typicalLoss}`);
      const mixed = await probeOne(onSorted('Array.from({ length: 160 }, (_, i) => ((i * 67) % 160) / 10)'));
      assert.equal(mixed.typicalLoss, undefined);
    });
  });

  describe('ends a seed once nothing can change any more', () => {
    const fitting = (layers: string, xs: string, settings = 'batchSize: 2'): string => `
const model = tf.sequential({ layers: [${layers}] });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
await model.fit(tf.tensor2d(${xs}), tf.ones([6, 1]), { epochs: 50, ${settings} });
`;
    const dead = `tf.layers.dense({ units: 1, activation: 'relu', inputShape: [1],
        kernelInitializer: 'ones', biasInitializer: tf.initializers.constant({ value: -2 }) })`;
    const allDead = '[[1], [1], [1], [1], [1], [1]]';

    it('after a pass without any gradient, and says so', async () => {
      const model = await probeOne(fitting(dead, allDead), { steps: 30 });
      assert.equal(model.losses.length, 3);
      assert.equal(model.layers[0].output.zeroUnits, 1);
      assert.deepEqual(model.assumed, [
        'ended early: no weight got any gradient in a whole pass over the data, so nothing can change any more',
      ]);
      assert.equal((await probeOne(fitting(dead, allDead, 'batchSize: 1'), { steps: 30 })).losses.length, 6);
    });

    it('but not where another batch still reaches a unit', async () => {
      const code = fitting(dead, '[[1], [1], [1], [1], [1], [4]]', 'batchSize: 2, shuffle: false');
      const model = await probeOne(code, { steps: 12 });
      assert.equal(model.losses.length, 12);
      const [kernel] = model.layers[0].weights;
      assert.deepEqual(kernel.gradientL2.slice(0, 2), [0, 0]);
      assert.ok(kernel.gradientL2[2] > 0);
    });

    it('nor where chance has a hand in the steps', async () => {
      const model = await probeOne(
        fitting(
          `tf.layers.dropout({ rate: 0.5, inputShape: [1] }), ${dead}`,
          '[[1], [0.5], [0.5], [0.5], [0.5], [0.5]]',
        ),
        { steps: 12 },
      );
      assert.equal(model.losses.length, 12);
    });
  });

  it('follows a plateau from which Adam may lift a model, not beyond the code, and keeps what shows that', async () => {
    const plateau = (hidden: string, optimizer: string, epochs: number): string => `
const model = tf.sequential();
for (let i = 0; i < 5; i++) model.add(tf.layers.dense({ units: 24, inputShape: [2], ${hidden} }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.${optimizer}, loss: 'meanSquaredError' });
const xs = tf.randomNormal([64, 2]);
await model.fit(xs, xs.sum(1, true), { batchSize: 32, epochs: ${epochs} });
`;
    const tiny = "activation: 'relu', kernelInitializer: tf.initializers.randomNormal({ stddev: 0.01 })";
    const furtherOf = async (...code: Parameters<typeof plateau>): Promise<unknown> =>
      (await probeOne(plateau(...code), { steps: 3 })).answers?.further?.learns;
    assert.equal(await furtherOf(tiny, 'adam(0.003)', 24), 'below');
    assert.equal(await furtherOf(tiny, 'adam(0.003)', 5), undefined);
    assert.equal(await furtherOf(tiny, 'sgd(0.01)', 20), undefined);
    const hopeless = "activation: 'sigmoid', kernelInitializer: tf.initializers.randomNormal({ stddev: 0.0001 })";
    assert.equal(await furtherOf(hopeless, 'adam(0.0001)', 20), undefined);
  });

  it('answers further fit calls at once', async () => {
    const model = await probeOne(`${sequential}
const xs = tf.randomNormal([20, 4]), ys = tf.oneHot(tf.zeros([20], 'int32'), 3).toFloat();
for (let epoch = 0; epoch < 500; epoch++) await model.fit(xs, ys, { epochs: 1 });
`);
    assert.equal(model.losses.length, 5);
  });

  it('trains the first of many models that a loop builds alike, and tells how many there are', async () => {
    const train = (units: string, loss: string): string => `
const x = tf.randomNormal([20, 3]);
const losses = [];
for (let round = 0; round < 8; round++) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: ${units}, activation: 'tanh', inputShape: [3] }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: 'adam', loss: ${loss} });
  const { history } = await model.fit(x, x.sum(1, true), { epochs: 1 });
  losses.push(history.loss[0]);
}
if (losses.length !== 8 || !losses.every((loss) => loss > 0)) throw new Error('losses: ' + losses);`;
    const alikeOf = async (units: string, loss = "'meanSquaredError'"): Promise<(number | undefined)[]> => {
      const { outcome, seeds } = await probe(train(units, loss), { steps: 3 });
      assert.deepEqual(outcome, { status: 'done' });
      assert.deepEqual(seeds[0].failures, []);
      return seeds[0].models.map(({ alike }) => alike);
    };
    assert.deepEqual(await alikeOf('6'), [8, 8, 8]);
    assert.equal((await alikeOf('2 + round')).length, 8);
    const losses = "['meanSquaredError', 'meanAbsoluteError', 'logcosh'][round % 3]";
    assert.deepEqual(await alikeOf('6', losses), [3, 3, 2, 3, 3, 2, 3, 3]);
  });

  it('trains what was only built on synthetic batches', async () => {
    const model = await probeOne(sequential, { steps: 12 });
    assert.equal(model.entry, 'built');
    assert.equal(model.data, 'synthetic');
    assert.ok(model.losses[11] < model.losses[0], JSON.stringify(model.losses));
    assert.ok(layerOf(model, 'Dense').output.saturated === 0);
  });

  it('gives the same numbers for the same seed, others for another', async () => {
    const { seeds } = await probe(sequential, { seeds: [3, 4, 3] });
    const plain = seeds.map(({ models }) => JSON.stringify(models));
    assert.equal(plain[0], plain[2]);
    assert.notEqual(plain[0], plain[1]);
  });
});
