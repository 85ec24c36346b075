/**
 * Training that user code steers itself: trainOnBatch, minimize, variableGrads, datasets, two models in turns, loose
 * variables.
 */

import assert from 'node:assert/strict';

import { layerOf, probe, probeOne } from '../run';

const model = `const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 8, activation: 'relu', inputShape: [3] }), tf.layers.dense({ units: 1 })] });
const x = tf.randomNormal([16, 3]), y = x.sum(1, true);
`;

describe("probe: loops of the user's own", () => {
  it('measures trainOnBatch and ends a loop that has been measured enough', async () => {
    const raw = await probeOne(`${model}model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
for (;;) await model.trainOnBatch(x, y);`);
    assert.equal(raw.entry, 'fit');
    assert.equal(raw.losses.length, 5);
    assert.equal(raw.batchSize, 16);
  });

  it('measures minimize over a model and ends the loop', async () => {
    const raw = await probeOne(`${model}const optimizer = tf.train.momentum(0.01, 0.9);
for (;;) { const cost = optimizer.minimize(() => tf.losses.meanSquaredError(y, model.predict(x)), true);
  cost.dataSync(); cost.dispose(); await tf.nextFrame(); }`);
    assert.equal(raw.entry, 'loop');
    assert.equal(raw.optimizer, 'Momentum');
    assert.equal(raw.losses.length, 5);
    assert.ok(raw.losses[4] < raw.losses[0]);
    assert.deepEqual(
      raw.layers.map((layer) => layer.inputs),
      [[], [0]],
    );
  });

  it('lets no loop of an earlier seed go on in the next one', async () => {
    const { seeds } = await probe(
      `${model}const optimizer = tf.train.adam(0.01);
async function train() {
  for (;;) { optimizer.minimize(() => tf.losses.meanSquaredError(y, model.predict(x))); await tf.nextFrame(); }
}
train();`,
      { seeds: [1, 2, 3] },
    );
    assert.deepEqual(
      seeds.map(({ ownFaults, models }) => [ownFaults, models.map(({ losses }) => losses.length)]),
      [1, 2, 3].map(() => [[], [5]]),
    );
  });

  for (const [what, draw] of [
    ['frame', 'const draw = () => { slope.mul(2).dataSync(); requestAnimationFrame(draw); }; draw();'],
    ['interval', 'setInterval(() => { slope.mul(2).dataSync(); }, 1);'],
  ])
    it(`lets no ${what} of an earlier seed go on in the next one`, async () => {
      const { seeds } = await probe(
        `const slope = tf.variable(tf.scalar(0.5)), optimizer = tf.train.sgd(0.1);
for (let step = 0; step < 5; step++) optimizer.minimize(() => slope.sub(2).square());
${draw}`,
        { seeds: [1, 2], timeLimitMs: 2000 },
      );
      assert.deepEqual(
        seeds.map(({ failures }) => failures),
        [[], []],
      );
    });

  it(
    'measures variableGrads with applyGradients: gradients of the loss, ' + 'the update as the optimizer made it',
    async () => {
      const raw = await probeOne(`${model}const optimizer = tf.train.sgd(0.1);
for (;;) {
  const { value, grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, model.apply(x, { training: true })));
  optimizer.applyGradients(Object.fromEntries(
    Object.entries(grads).map(([name, gradient]) => [name, gradient.mul(0.5)])));
  tf.dispose([value, grads]);
}`);
      const [weight] = raw.layers[0].weights;
      assert.ok(Math.abs(weight.updateRatio[0] - (0.1 * 0.5 * weight.gradientL2[0]) / weight.l2[0]) < 1e-6);
    },
  );

  it('gives each loose variable a line of its own', async () => {
    const raw = await probeOne(`const a = tf.variable(tf.scalar(1));
const b = tf.scalar(2).variable();
const unused = tf.variable(tf.scalar(3), true, 'unused');
const xs = tf.tensor1d([1, 2, 3]), ys = tf.tensor1d([2, 4, 6]);
const adam = tf.train.adam(0.05);
for (let i = 0; i < 1000; i++) adam.minimize(() => xs.mul(a).add(b).sub(ys).square().mean());`);
    assert.equal(raw.entry, 'loop');
    assert.deepEqual(
      raw.layers.map(({ name, className, stack }) => [name, className, stack[0].line]),
      [
        ['variable', 'Variable', 1],
        ['variable', 'Variable', 2],
        ['unused', 'Variable', 3],
      ],
    );
    // d/da mean((x a + b - y)²) = mean(2 x (x a + b - y)) at a = 1, b = 2: x (2 - x) = 1, 0, -3.
    assert.ok(Math.abs(raw.layers[0].outputGradientL2[0] - 4 / 3) < 1e-5);
    assert.equal(raw.layers[2].outputGradientL2[0], 0);
    assert.ok(
      Math.abs(raw.layers[0].weights[0].updateRatio[0] - 0.05) < 1e-4,
      'the first step of Adam is the learning rate',
    );
  });

  it('leaves to each loop its own variables, though optimizers that are told nothing are given all', async () => {
    const { seeds, outcome } = await probe(`${model}
const steps = tf.variable(tf.scalar(0));
const a = tf.variable(tf.scalar(1));
const b = tf.variable(tf.scalar(1));
const one = tf.train.sgd(0.01), other = tf.train.adam(0.01), third = tf.train.sgd(0.01);
for (let i = 0; i < 20; i++) one.minimize(() => x.mul(a).sum(1, true).sub(y).square().mean());
for (let i = 0; i < 20; i++) other.minimize(() => x.mul(b).sum(1, true).sub(y).abs().mean());
for (let i = 0; i < 20; i++) third.minimize(() => model.predict(x).sub(y).square().mean());`);
    assert.deepEqual(outcome, { status: 'done' });
    assert.deepEqual(
      seeds[0].models.map(({ optimizer, layers }) => [
        optimizer,
        layers.map(({ className, stack }) => [className, stack[0].line]),
      ]),
      [
        [
          'SGD',
          [
            ['Variable', 5],
            ['Variable', 6],
          ],
        ],
        [
          'Adam',
          [
            ['Variable', 5],
            ['Variable', 7],
          ],
        ],
        [
          'SGD',
          [
            ['Dense', 2],
            ['Dense', 2],
          ],
        ],
      ],
    );
  });

  it('gives both models of a GAN their steps', async () => {
    const { seeds, outcome } = await probe(`
const G = tf.sequential({ name: 'G',
  layers: [tf.layers.dense({ units: 8, activation: 'relu', inputShape: [3] }), tf.layers.dense({ units: 4 })] });
const D = tf.sequential({ name: 'D', layers: [
  tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }),
  tf.layers.dense({ units: 1, activation: 'sigmoid' })] });
D.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
D.trainable = false;
const z = tf.input({ shape: [3] });
const combined = tf.model({ inputs: z, outputs: D.apply(G.apply(z)), name: 'combined' });
combined.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
for (;;) {
  const noise = tf.randomNormal([16, 3]), fake = G.predict(noise);
  D.trainable = true;
  await D.trainOnBatch(tf.concat([fake, tf.randomNormal([16, 4])]), tf.concat([tf.zeros([16, 1]), tf.ones([16, 1])]));
  D.trainable = false;
  await combined.trainOnBatch(noise, tf.ones([16, 1]));
  tf.dispose([noise, fake]);
}`);
    assert.deepEqual(outcome, { status: 'done' });
    assert.deepEqual(
      seeds[0].models.map(({ name, losses }) => [name, losses.length]),
      [
        ['D', 5],
        ['combined', 5],
      ],
    );
    const combined = seeds[0].models[1];
    assert.deepEqual(
      combined.layers.map((layer) => layer.trainable),
      [true, true, false, false],
    );
    assert.ok(
      combined.layers[0].outputGradientL2.every((norm) => norm > 0),
      'the gradient passes the frozen layers',
    );
    assert.equal(seeds[0].leakedTensors, 0);
  });

  it('counts the weights of a model within a frozen model as frozen', async () => {
    const { seeds } = await probe(`
const trunk = tf.sequential({ layers: [tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [4] })] });
const point = tf.input({ shape: [4] });
const critic = tf.model({ inputs: point,
  outputs: tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(trunk.apply(point)) });
critic.trainable = false;
const z = tf.input({ shape: [3] });
const both = tf.model({ inputs: z, outputs: critic.apply(tf.layers.dense({ units: 4 }).apply(z)) });
both.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
for (;;) await both.trainOnBatch(tf.randomNormal([16, 3]), tf.ones([16, 1]));`);
    const [{ layers }] = seeds[0].models;
    assert.deepEqual(
      layers
        .map(({ parameters, trainable, weights }) => [
          parameters,
          trainable,
          weights.every((weight) => weight.trainable),
        ])
        .sort(),
      [
        [16, true, true],
        [40, false, false],
        [9, false, false],
      ],
    );
  });

  it('reads a dataset in order, again from the start at its end', async () => {
    const raw = await probeOne(`
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 1, useBias: false, kernelInitializer: 'ones', inputShape: [1] })] });
model.compile({ optimizer: tf.train.sgd(0), loss: 'meanSquaredError' });
const data = tf.data.zip({ xs: tf.data.array([[1], [2], [3]]), ys: tf.data.array([[0], [0], [0]]) }).batch(2);
const history = await model.fitDataset(data, { epochs: 2 });
if (history.history.loss[0] !== 14 / 3) throw new Error(JSON.stringify(history.history));`);
    assert.deepEqual(raw.losses, [2.5, 9, 2.5, 9, 2.5]);
    assert.equal(raw.batchSize, 2);
  });

  it('weighs classes as fit does', async () => {
    const raw = await probeOne(`
const model = tf.sequential({ layers: [
  tf.layers.dense({ units: 2, activation: 'softmax', kernelInitializer: 'zeros', inputShape: [1] })] });
model.compile({ optimizer: tf.train.sgd(0), loss: 'categoricalCrossentropy' });
await model.fit(tf.ones([2, 1]), tf.tensor2d([[1, 0], [0, 1]]), { classWeight: { 0: 3, 1: 1 } });`);
    assert.ok(Math.abs(raw.losses[0] - 2 * Math.log(2)) < 1e-5);
  });

  it('does not measure the steps of a loop that has no data yet', async () => {
    const raw = await probeOne(`const slope = tf.variable(tf.scalar(0.5)), xs = [], optimizer = tf.train.sgd(0.1);
for (let i = 0; i < 20; i++) {
  optimizer.minimize(() => slope.sub(1).mul(tf.tensor1d(xs)).square().mean());
  if (i > 3) xs.push(1 + i / 9);
}`);
    assert.equal(raw.losses.length, 5);
    assert.ok(raw.losses.every((loss) => loss > 0));
  });

  it('measures a loop that reads an empty tensor beside others', async () => {
    const raw = await probeOne(`const slope = tf.variable(tf.scalar(0.5)), optimizer = tf.train.sgd(0.1);
for (;;) {
  optimizer.minimize(() => {
    const x = tf.concat([tf.tensor1d([]), tf.tensor1d([1, 2])]);
    return slope.mul(x).sub(x).square().mean();
  });
}`);
    assert.equal(raw.losses.length, 5);
  });

  it('measures layers used without a model, and custom layers with layers inside', async () => {
    const raw = await probeOne(`
class Scale extends tf.layers.Layer {
  constructor() { super({}); this.inner = tf.layers.dense({ units: 4, activation: 'tanh' }); }
  build(shape) { this.alpha = this.addWeight('alpha', [shape.at(-1)], 'float32', tf.initializers.ones());
    super.build(shape); }
  call(x) { const input = Array.isArray(x) ? x[0] : x;
    return tf.tidy(() => this.inner.apply(input.mul(this.alpha.read()))); }
  computeOutputShape(shape) { return [shape[0], 4]; }
  static get className() { return 'Scale'; }
}
const scale = new Scale(), out = tf.layers.dense({ units: 1 });
const optimizer = tf.train.sgd(0.1), x = tf.randomNormal([8, 3]);
out.apply(scale.apply(x));
for (;;) optimizer.minimize(() => out.apply(scale.apply(x)).square().mean());`);
    assert.deepEqual(
      raw.layers.map(({ className, inputs }) => [className, inputs]),
      [
        ['Dense', []],
        ['Scale', [0]],
        ['Dense', [1]],
      ],
    );
    assert.equal(layerOf(raw, 'Scale').weights[0].name, 'alpha');
    assert.ok(layerOf(raw, 'Scale').weights[0].gradientL2[0] > 0);
  });
});
