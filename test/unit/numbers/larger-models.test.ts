/**
 * Step 0 of larger models on wasm against plain tf.variableGrads of unchanged tfjs on its cpu backend: loss and every
 * weight.
 */

import assert from 'node:assert/strict';

import * as tf from '@tensorflow/tfjs';

import { probe } from '../probe/run';
import { l2, phaseOf, wave } from './double';
import { ErrorTable } from './error-table';

interface Larger {
  readonly title: string;
  /** Function of tfjs that gives the model; its text runs in the probe and here. */
  readonly make: string;
  readonly x: readonly number[];
  readonly ids?: number;
  readonly y: readonly number[];
  readonly loss: 'meanSquaredError' | 'categoricalCrossentropy';
}

const larger: readonly Larger[] = [
  {
    title: 'MLP, 12 layers of 64 units',
    make: `(tf) => { const model = tf.sequential();
      for (let i = 0; i < 12; i++) model.add(
        tf.layers.dense({ name: 'hidden' + 'abcdefghijkl'[i], units: 64, activation: 'tanh',
        ...(i ? {} : { inputShape: [32] }) }));
      model.add(tf.layers.dense({ name: 'out', units: 10, activation: 'softmax' })); return model; }`,
    x: [32, 32],
    y: [32, 10],
    loss: 'categoricalCrossentropy',
  },
  {
    title: 'conv net, 20x20, 8 and 16 filters',
    make: `(tf) => tf.sequential({ layers: [
      tf.layers.conv2d({ name: 'a', filters: 8, kernelSize: 5, activation: 'relu', inputShape: [20, 20, 3] }),
      tf.layers.maxPooling2d({ name: 'b', poolSize: 2 }),
      tf.layers.separableConv2d({ name: 'c', filters: 16, kernelSize: 3, padding: 'same', activation: 'relu' }),
      tf.layers.conv2d({ name: 'd', filters: 16, kernelSize: 3, strides: 2, padding: 'same', activation: 'elu' }),
      tf.layers.flatten({ name: 'e' }), tf.layers.dropout({ name: 'f', rate: 0 }),
      tf.layers.dense({ name: 'g', units: 10, activation: 'softmax' })] })`,
    x: [8, 20, 20, 3],
    y: [8, 10],
    loss: 'categoricalCrossentropy',
  },
  {
    title: 'residual net, 3 blocks of 8 at 12x12',
    make: `(tf) => { const l = tf.layers; const input = tf.input({ shape: [12, 12, 3] });
      const conv = (x, n) => l.batchNormalization({ name: n + 'norm' }).apply(
        l.conv2d({ name: n, filters: 8, kernelSize: 3, padding: 'same', useBias: false }).apply(x));
      let x = l.reLU().apply(conv(input, 'stem'));
      for (const b of ['x', 'y', 'z']) x = l.reLU().apply(
        l.add().apply([x, conv(l.reLU().apply(conv(x, b + 'a')), b + 'b')]));
      return tf.model({ inputs: input,
        outputs: l.dense({ name: 'out', units: 5, activation: 'softmax' }).apply(
        l.globalAveragePooling2d({}).apply(x)) }); }`,
    x: [6, 12, 12, 3],
    y: [6, 5],
    loss: 'categoricalCrossentropy',
  },
  {
    title: 'embedding, bidirectional LSTM, GRU, 15 steps',
    make: `(tf) => tf.sequential({ layers: [
      tf.layers.embedding({ name: 'a', inputDim: 40, outputDim: 12, inputLength: 15 }),
      tf.layers.bidirectional({ name: 'b',
        layer: tf.layers.lstm({ name: 'cell', units: 16, returnSequences: true, recurrentInitializer: 'zeros' }) }),
      tf.layers.layerNormalization({ name: 'c' }),
      tf.layers.gru({ name: 'd', units: 16, recurrentInitializer: 'zeros' }),
      tf.layers.dense({ name: 'e', units: 1 })] })`,
    x: [8, 15],
    ids: 40,
    y: [8, 1],
    loss: 'meanSquaredError',
  },
  {
    title: 'autoencoder with transposed convolutions',
    make: `(tf) => tf.sequential({ layers: [
      tf.layers.conv2d({ name: 'a', filters: 6, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu',
        inputShape: [12, 12, 1] }),
      tf.layers.conv2d({ name: 'b', filters: 8, kernelSize: 3, strides: 2, padding: 'same', activation: 'tanh' }),
      tf.layers.conv2dTranspose(
        { name: 'c', filters: 6, kernelSize: 3, strides: 2, padding: 'same', activation: 'relu' }),
      tf.layers.conv2dTranspose({ name: 'd', filters: 4, kernelSize: 2, strides: 2, activation: 'tanh' }),
      tf.layers.conv2d({ name: 'e', filters: 1, kernelSize: 3, padding: 'same', activation: 'sigmoid' })] })`,
    x: [5, 12, 12, 1],
    y: [5, 12, 12, 1],
    loss: 'meanSquaredError',
  },
];

/** Self-attention over a sequence by hand, as a loss of variables. */
const attention = `(tf, wave) => {
  const [batch, time, width] = [4, 6, 8];
  const x = tf.tensor(wave(batch * time * width, 1), [batch, time, width]),
    y = tf.tensor(wave(batch * time * width, 2), [batch, time, width]);
  const [q, k, v] = ['query', 'key', 'value'].map(
    (name, i) => tf.variable(tf.tensor(wave(width * width, 3 + i), [width, width]), true, name));
  return { variables: [q, k, v], loss: () => {
    const project = (w) => tf.reshape(tf.matMul(tf.reshape(x, [batch * time, width]), w), [batch, time, width]);
    const scores = tf.softmax(tf.matMul(project(q), project(k), false, true).div(Math.sqrt(width)));
    return tf.losses.meanSquaredError(y, tf.add(x, tf.matMul(scores, project(v))));
  } };
}`;

const tensorsOf = ({ x, ids, y }: Larger): string => `(tf, wave) => {
  const size = (shape) => shape.reduce((a, b) => a * b, 1);
  const x = ${
    ids === undefined
      ? `tf.tensor(wave(size(${JSON.stringify(x)}), 100), ${JSON.stringify(x)})`
      : `tf.tensor(Array.from({ length: size(${JSON.stringify(x)}) }, (_, ` +
        `i) => (i * 7 + (i >> 3)) % ${ids}), ${JSON.stringify(x)})`
  };
  return [x, tf.softmax(tf.tensor(wave(size(${JSON.stringify(y)}), 200), ${JSON.stringify(y)}))];
}`;

/** Weights about as large as Glorot's, so that nothing saturates. */
const fill = `(tf, model, wave, phaseOf) => {
  for (const layer of model.layers) layer.setWeights(layer.getWeights().map((w, i) =>
    layer.getClassName() === 'BatchNormalization' && i >= 2 ? w : tf.tensor(
      wave(w.size, phaseOf(layer.name.replace(/\\d+$/, ''), i)), w.shape).mul(
      w.shape.length > 1 ? 2 / Math.sqrt(w.size / w.shape.at(-1) + w.shape.at(-1)) : 1)));
}`;

interface Expected {
  readonly loss: number;
  /** In the order of the model's weights. */
  readonly gradients: readonly number[];
}

const norm = (tensor: tf.Tensor | null): number => (tensor ? l2(Array.from(tensor.dataSync())) : 0);

// eslint-disable-next-line @typescript-eslint/no-implied-eval -- the same text runs here and in the probe
const evaluate = (text: string): unknown => (new Function(`return ${text};`) as () => unknown)();

function gradientsOf(variables: readonly tf.Variable[], loss: () => tf.Scalar): Expected {
  const { value, grads } = tf.variableGrads(loss, [...variables]);
  return { loss: value.dataSync()[0], gradients: variables.map((variable) => norm(grads[variable.name])) };
}

function expectationOf(one: Larger): Expected {
  const model = (evaluate(one.make) as (tfjs: typeof tf) => tf.LayersModel)(tf);
  (evaluate(fill) as (...values: unknown[]) => void)(tf, model, wave, phaseOf);
  const [x, y] = (evaluate(tensorsOf(one)) as (...values: unknown[]) => tf.Tensor[])(tf, wave);
  const variables = model.trainableWeights
    .map((weight) => weight.read())
    .filter((weight) => weight instanceof tf.Variable);
  const loss = (): tf.Scalar => {
    const prediction = model.apply(x, { training: true }) as tf.Tensor;
    if (one.loss === 'meanSquaredError') return tf.mean(tf.square(tf.sub(prediction, y)));
    return tf.mean(tf.neg(tf.sum(tf.mul(y, tf.log(prediction)), -1)));
  };
  return gradientsOf(variables, loss);
}

describe('numbers: larger models against plain tfjs', () => {
  before(async () => {
    tf.env().set('IS_NODE', false);
    await tf.setBackend('cpu');
  });

  it('agree to 1e-3 in loss and weights', async () => {
    const trainings = larger.map(
      (one) => `{
  const model = (${one.make})(tf);
  fill(tf, model, wave, phaseOf);
  const [x, y] = (${tensorsOf(one)})(tf, wave);
  model.compile({ optimizer: 'sgd', loss: '${one.loss}' });
  await model.fit(x, y);
}`,
    );
    const code = `${wave.toString()}\n${phaseOf.toString()}\nconst fill = ${fill};\n${trainings.join('\n')}
const { loss } = (${attention})(tf, wave);
const optimizer = tf.train.sgd(0.1);
for (let i = 0; i < 3; i++) optimizer.minimize(loss);`;
    const { outcome, seeds } = await probe(code, { steps: 1 });
    assert.deepEqual([outcome.status, seeds[0].failures, seeds[0].models.length], ['done', [], larger.length + 1]);
    const { variables, loss } = (
      evaluate(attention) as (...values: unknown[]) => { variables: tf.Variable[]; loss: () => tf.Scalar }
    )(tf, wave);
    const expected = [...larger.map(expectationOf), gradientsOf(variables, loss)];
    const table = new ErrorTable('worst relative error (numbers compared)');
    seeds[0].models.forEach((model, at) => {
      const title = larger.at(at)?.title ?? 'self-attention of variables, own loop';
      table.check(title, 'loss', model.losses[0], expected[at].loss, 'loss');
      const weights = model.layers.flatMap((layer) =>
        layer.weights
          .filter(({ trainable }) => trainable)
          .map((weight) => [`${layer.name}/${weight.name}`, weight] as const),
      );
      assert.equal(weights.length, expected[at].gradients.length, title);
      weights.forEach(([key, weight], w) => {
        table.check(title, 'weights', weight.gradientL2[0], expected[at].gradients[w], key);
      });
    });
    table.print();
  });
});
