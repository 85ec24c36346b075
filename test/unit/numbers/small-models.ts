/** Small models twice: as tfjs code, and in double precision. Both use weights and data from the same formulas. */

import { type Network, phaseOf, sizeOf, type Values, wave } from './double';
import * as double from './double-layers';

export interface SmallModel {
  readonly title: string;
  /** An expression for the model. */
  readonly code: string;
  readonly inputs: readonly { readonly shape: readonly number[]; /** Integers below this. */ readonly ids?: number }[];
  readonly targets: readonly (readonly number[])[];
  /** For each layer, in the order of its `getWeights()`: key and size. */
  readonly weights: Readonly<Record<string, readonly (readonly [string, number])[]>>;
  readonly forward: (net: Network, x: readonly Values[], y: readonly Values[]) => number;
}

const dense = (name: string, inputs: number, units: number): readonly (readonly [string, number])[] => [
  [`${name}/kernel`, inputs * units],
  [`${name}/bias`, units],
];
const norm = (name: string, units: number): readonly (readonly [string, number])[] => [
  [`${name}/gamma`, units],
  [`${name}/beta`, units],
];
const recurrent = (
  name: string,
  inputs: number,
  units: number,
  gates: number,
): readonly (readonly [string, number])[] => [
  [`${name}/kernel`, inputs * units * gates],
  [`${name}/recurrent_kernel`, units * units * gates],
  [`${name}/bias`, units * gates],
];

export const smallModels: readonly SmallModel[] = [
  {
    title: 'dense',
    code: `tf.sequential({ layers: [
      tf.layers.dense({ name: 'a', units: 5, activation: 'tanh', inputShape: [3] }),
      tf.layers.dense({ name: 'b', units: 4, activation: 'sigmoid' }),
      tf.layers.dense({ name: 'c', units: 4, activation: 'elu' }),
      tf.layers.dense({ name: 'd', units: 3, activation: 'softmax' })] })`,
    inputs: [{ shape: [6, 3] }],
    targets: [[6, 3]],
    weights: { a: dense('a', 3, 5), b: dense('b', 5, 4), c: dense('c', 4, 4), d: dense('d', 4, 3) },
    forward: (net, [x], [y]) => {
      const a = double.dense(net, 'a', x, 5, 'tanh');
      const b = double.dense(net, 'b', a, 4, 'sigmoid');
      const c = double.dense(net, 'c', b, 4, 'elu');
      return double.meanSquaredError(y, double.dense(net, 'd', c, 3, 'softmax'));
    },
  },
  {
    title: 'conv2d, depthwise conv2d, average pooling',
    code: `tf.sequential({ layers: [
      tf.layers.conv2d({ name: 'a', filters: 3, kernelSize: 3, strides: 2, padding: 'same', activation: 'tanh',
        inputShape: [7, 7, 2] }),
      tf.layers.depthwiseConv2d({ name: 'b', kernelSize: 2, activation: 'sigmoid', padding: 'same' }),
      tf.layers.averagePooling2d({ name: 'c', poolSize: 2, strides: 1 }),
      tf.layers.conv2d({ name: 'd', filters: 2, kernelSize: 2, activation: 'relu' }),
      tf.layers.flatten({ name: 'e' }),
      tf.layers.dense({ name: 'f', units: 1 })] })`,
    inputs: [{ shape: [3, 7, 7, 2] }],
    targets: [[3, 1]],
    weights: {
      a: [
        ['a/kernel', 54],
        ['a/bias', 3],
      ],
      b: [
        ['b/depthwise_kernel', 12],
        ['b/bias', 3],
      ],
      d: [
        ['d/kernel', 24],
        ['d/bias', 2],
      ],
      f: dense('f', 8, 1),
    },
    forward: (net, [x], [y]) => {
      const a = double.conv2d(net, 'a', x, 3, { size: 3, stride: 2, padding: 'same' }, 'tanh');
      const b = double.depthwiseConv2d(net, 'b', a, { size: 2, padding: 'same' }, 'sigmoid');
      const c = double.averagePooling2d(net, 'c', b, { size: 2 });
      const d = double.conv2d(net, 'd', c, 2, { size: 2 }, 'relu');
      return double.meanSquaredError(y, double.dense(net, 'f', double.flatten(net, 'e', d), 1));
    },
  },
  {
    title: 'batch normalization, max pooling, global average pooling',
    code: `tf.sequential({ layers: [
      tf.layers.conv2d({ name: 'a', filters: 3, kernelSize: 3, padding: 'same', useBias: false,
        inputShape: [6, 6, 2] }),
      tf.layers.batchNormalization({ name: 'b' }),
      tf.layers.maxPooling2d({ name: 'c', poolSize: 2 }),
      tf.layers.conv2d({ name: 'd', filters: 4, kernelSize: 2, activation: 'tanh' }),
      tf.layers.globalAveragePooling2d({ name: 'e' }),
      tf.layers.dense({ name: 'f', units: 2 })] })`,
    inputs: [{ shape: [3, 6, 6, 2] }],
    targets: [[3, 2]],
    weights: {
      a: [['a/kernel', 54]],
      b: norm('b', 3),
      d: [
        ['d/kernel', 48],
        ['d/bias', 4],
      ],
      f: dense('f', 4, 2),
    },
    forward: (net, [x], [y]) => {
      const a = double.conv2d(net, 'a', x, 3, { size: 3, padding: 'same' }, 'linear', false);
      const c = double.maxPooling2d(net, 'c', double.batchNormalization(net, 'b', a), { size: 2, stride: 2 });
      const d = double.conv2d(net, 'd', c, 4, { size: 2 }, 'tanh');
      return double.meanSquaredError(y, double.dense(net, 'f', double.globalAveragePooling2d(net, 'e', d), 2));
    },
  },
  {
    // Unchanged tfjs takes this gradient wrongly on cpu for all examples but the first.
    title: 'upsampling',
    code: `tf.sequential({ layers: [
      tf.layers.conv2d({ name: 'a', filters: 2, kernelSize: 2, activation: 'tanh', inputShape: [4, 3, 1] }),
      tf.layers.upSampling2d({ name: 'b', size: [2, 2] }),
      tf.layers.conv2d({ name: 'c', filters: 1, kernelSize: 3, activation: 'sigmoid' })] })`,
    inputs: [{ shape: [3, 4, 3, 1] }],
    targets: [[3, 4, 2, 1]],
    weights: {
      a: [
        ['a/kernel', 8],
        ['a/bias', 2],
      ],
      c: [
        ['c/kernel', 18],
        ['c/bias', 1],
      ],
    },
    forward: (net, [x], [y]) => {
      const b = double.upSampling2d(net, 'b', double.conv2d(net, 'a', x, 2, { size: 2 }, 'tanh'));
      return double.meanSquaredError(y, double.conv2d(net, 'c', b, 1, { size: 3 }, 'sigmoid'));
    },
  },
  {
    title: 'residual adds, a shared layer, layer normalization',
    code: `(() => {
      const input = tf.input({ shape: [4] });
      const shared = tf.layers.dense({ name: 'shared', units: 4, activation: 'tanh' });
      const one = shared.apply(input);
      const two = shared.apply(one);
      const sum = tf.layers.add({ name: 'sum' }).apply([one, two]);
      const norm = tf.layers.layerNormalization({ name: 'norm' }).apply(sum);
      const again = tf.layers.add({ name: 'again' }).apply([norm, one]);
      return tf.model({ inputs: input, outputs: tf.layers.dense({ name: 'out', units: 2 }).apply(again) });
    })()`,
    inputs: [{ shape: [5, 4] }],
    targets: [[5, 2]],
    weights: { shared: dense('shared', 4, 4), norm: norm('norm', 4), out: dense('out', 4, 2) },
    forward: (net, [x], [y]) => {
      const one = double.dense(net, 'shared', x, 4, 'tanh');
      const two = double.dense(net, 'shared', one, 4, 'tanh');
      const norm = double.layerNormalization(net, 'norm', double.add(net, 'sum', one, two));
      return double.meanSquaredError(y, double.dense(net, 'out', double.add(net, 'again', norm, one), 2));
    },
  },
  {
    title: 'several inputs and outputs',
    code: `(() => {
      const a = tf.input({ shape: [3] }), b = tf.input({ shape: [2] });
      const left = tf.layers.dense({ name: 'left', units: 4, activation: 'relu' }).apply(a);
      const both = tf.layers.concatenate({ name: 'both' }).apply([left, b]);
      const one = tf.layers.dense({ name: 'one', units: 1, activation: 'sigmoid' }).apply(both);
      const two = tf.layers.dense({ name: 'two', units: 3 }).apply(left);
      return tf.model({ inputs: [a, b], outputs: [one, two] });
    })()`,
    inputs: [{ shape: [6, 3] }, { shape: [6, 2] }],
    targets: [
      [6, 1],
      [6, 3],
    ],
    weights: { left: dense('left', 3, 4), one: dense('one', 6, 1), two: dense('two', 4, 3) },
    forward: (net, [a, b], [y, z]) => {
      const left = double.dense(net, 'left', a, 4, 'relu');
      const both = net.output('both', double.concatenate(left, b));
      return (
        double.meanSquaredError(y, double.dense(net, 'one', both, 1, 'sigmoid')) +
        double.meanSquaredError(z, double.dense(net, 'two', left, 3))
      );
    },
  },
  {
    title: 'embedding, simple RNN',
    code: `tf.sequential({ layers: [
      tf.layers.embedding({ name: 'a', inputDim: 7, outputDim: 3, inputLength: 5 }),
      tf.layers.simpleRNN({ name: 'b', units: 4, returnSequences: true }),
      tf.layers.simpleRNN({ name: 'c', units: 3 }),
      tf.layers.dense({ name: 'd', units: 2 })] })`,
    inputs: [{ shape: [4, 5], ids: 7 }],
    targets: [[4, 2]],
    weights: { a: [['a/embeddings', 21]], b: recurrent('b', 3, 4, 1), c: recurrent('c', 4, 3, 1), d: dense('d', 3, 2) },
    forward: (net, [x], [y]) => {
      const b = double.recurrent(net, 'b', double.embedding(net, 'a', x, 3), {
        kind: 'simpleRNN',
        units: 4,
        sequences: true,
      });
      const c = double.recurrent(net, 'c', b, { kind: 'simpleRNN', units: 3 });
      return double.meanSquaredError(y, double.dense(net, 'd', c, 2));
    },
  },
  {
    title: 'LSTM, GRU, time-distributed dense',
    code: `tf.sequential({ layers: [
      tf.layers.lstm({ name: 'a', units: 3, returnSequences: true, inputShape: [5, 2] }),
      tf.layers.timeDistributed({ name: 'b', layer: tf.layers.dense({ name: 'inner', units: 3, activation: 'tanh' }) }),
      tf.layers.gru({ name: 'c', units: 3 }),
      tf.layers.dense({ name: 'd', units: 1 })] })`,
    inputs: [{ shape: [3, 5, 2] }],
    targets: [[3, 1]],
    weights: { a: recurrent('a', 2, 3, 4), b: dense('inner', 3, 3), c: recurrent('c', 3, 3, 3), d: dense('d', 3, 1) },
    forward: (net, [x], [y]) => {
      const a = double.recurrent(net, 'a', x, { kind: 'lstm', units: 3, sequences: true });
      const b = net.output('b', double.dense(net, 'inner', a, 3, 'tanh', false));
      const c = double.recurrent(net, 'c', b, { kind: 'gru', units: 3 });
      return double.meanSquaredError(y, double.dense(net, 'd', c, 1));
    },
  },
  {
    title: 'bidirectional GRU and LSTM',
    code: `tf.sequential({ layers: [
      tf.layers.bidirectional({ name: 'a', layer: tf.layers.gru({ name: 'g', units: 2, returnSequences: true }),
        inputShape: [4, 2] }),
      tf.layers.bidirectional({ name: 'b', layer: tf.layers.lstm({ name: 'l', units: 2 }) }),
      tf.layers.dense({ name: 'c', units: 1 })] })`,
    inputs: [{ shape: [3, 4, 2] }],
    targets: [[3, 1]],
    weights: {
      a: [...recurrent('forward_g', 2, 2, 3), ...recurrent('backward_g', 2, 2, 3)],
      b: [...recurrent('forward_l', 4, 2, 4), ...recurrent('backward_l', 4, 2, 4)],
      c: dense('c', 4, 1),
    },
    forward: (net, [x], [y]) => {
      const there = double.recurrent(net, 'forward_g', x, { kind: 'gru', units: 2, sequences: true });
      const back = double.recurrent(net, 'backward_g', x, { kind: 'gru', units: 2, sequences: true, backwards: true });
      const a = net.output('a', double.concatenate(there, double.reversed(back)));
      const last = double.recurrent(net, 'forward_l', a, { kind: 'lstm', units: 2 });
      const first = double.recurrent(net, 'backward_l', a, { kind: 'lstm', units: 2, backwards: true });
      return double.meanSquaredError(y, double.dense(net, 'c', net.output('b', double.concatenate(last, first)), 1));
    },
  },
];

const idsOf = (count: number, below: number): number[] =>
  Array.from({ length: count }, (_, i) => (i * 3 + (i >> 2)) % below);

/** The model in double precision, with its data. */
export function networkOf({ inputs, targets, weights, forward }: SmallModel): {
  readonly weights: Record<string, number[]>;
  readonly forward: (net: Network) => number;
} {
  const x = inputs.map(({ shape, ids }, i): Values => ({
    shape,
    data: ids === undefined ? wave(sizeOf(shape), 100 + i) : idsOf(sizeOf(shape), ids),
  }));
  const y = targets.map((shape, i): Values => ({ shape, data: wave(sizeOf(shape), 200 + i) }));
  const values = Object.entries(weights).flatMap(([layer, parts]) =>
    parts.map(([key, size], i) => [key, wave(size, phaseOf(layer, i))] as const),
  );
  return { weights: Object.fromEntries(values), forward: (net) => forward(net, x, y) };
}

/** A bundle that trains all these models in turn, by SGD with this learning rate. */
export function bundleOf(models: readonly SmallModel[], learningRate: number): string {
  const tensors = models.map(({ inputs, targets }) => [
    inputs.map(
      ({ shape, ids }, i) =>
        `tf.tensor(${
          ids === undefined ? `wave(${sizeOf(shape)}, ${100 + i})` : JSON.stringify(idsOf(sizeOf(shape), ids))
        }, ${JSON.stringify(shape)})`,
    ),
    targets.map((shape, i) => `tf.tensor(wave(${sizeOf(shape)}, ${200 + i}), ${JSON.stringify(shape)})`),
  ]);
  const trainings = models.map(
    ({ code }, at) => `{
  const model = ${code};
  for (const layer of model.layers) layer.setWeights(layer.getWeights().map((w, i) =>
    w.shape.length === 1 && i >= 2 && layer.getClassName() === 'BatchNormalization'
      ? w : tf.tensor(wave(w.size, phaseOf(layer.name, i)), w.shape)));
  model.compile({ optimizer: tf.train.sgd(${learningRate}), loss: 'meanSquaredError' });
  await model.fit([${tensors[at][0].join(', ')}], [${tensors[at][1].join(', ')}]);
}`,
  );
  return `${wave.toString()}\n${phaseOf.toString()}\n${trainings.join('\n')}`;
}
