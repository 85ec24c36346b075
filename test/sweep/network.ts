/**
 * Builds a model of the sweep and its data, both for the probed file and for the long training that gives the truth.
 */

import * as tf from '@tensorflow/tfjs';

export interface Spec {
  readonly kind: 'dense' | 'conv';
  /** Hidden layers. */
  readonly depth: number;
  /** Units or channels of each. */
  readonly width: number;
  readonly activation: 'relu' | 'tanh' | 'sigmoid' | 'elu' | 'selu' | 'swish' | 'softsign' | 'hardSigmoid';
  readonly initializer:
    | 'glorotNormal'
    | 'glorotUniform'
    | 'heNormal'
    | 'heUniform'
    | 'leCunNormal'
    | 'orthogonal'
    | 'normal 0.01'
    | 'normal 0.6'
    | 'normal 2'
    | 'zeros'
    | 'constant 0.05';
  readonly norm: 'none' | 'batch' | 'layer';
  readonly residual: boolean;
  /** Name and learning rate. */
  readonly optimizer: string;
  readonly task: 'classes' | 'regression';
}

/** Smaller for pictures, whose steps take longer. */
export const batchSizeOf = ({ kind }: Spec): number => (kind === 'conv' ? 12 : 32);
const features = 8;
const classes = 3;
export const pictureSize = 5;
const examplesMade = 192;

function initializerOf(name: Spec['initializer']): Parameters<typeof tf.layers.dense>[0]['kernelInitializer'] {
  const [kind, value] = name.split(' ');
  if (kind === 'normal') return tf.initializers.randomNormal({ stddev: Number(value) });
  if (kind === 'constant') return tf.initializers.constant({ value: Number(value) });
  return kind;
}

function optimizerOf(spec: Spec): tf.Optimizer {
  const [name, rate] = [spec.optimizer.split(' ')[0], Number(spec.optimizer.split(' ')[1])];
  if (name === 'adam') return tf.train.adam(rate);
  if (name === 'rmsprop') return tf.train.rmsprop(rate);
  return name === 'momentum' ? tf.train.momentum(rate, 0.9) : tf.train.sgd(rate);
}

/** The compiled model: hidden layers of one kind, then an output layer with tfjs's default initializer. */
export function network(spec: Spec): tf.LayersModel {
  const { kind, depth, width, activation, norm, residual } = spec;
  const input = tf.input({ shape: kind === 'dense' ? [features] : [pictureSize, pictureSize, 1] });
  let x: tf.SymbolicTensor = input;
  for (let i = 0; i < depth; i++) {
    const common = { kernelInitializer: initializerOf(spec.initializer), ...(norm === 'none' && { activation }) };
    const layer =
      kind === 'dense'
        ? tf.layers.dense({ units: width, ...common })
        : tf.layers.conv2d({ filters: width, kernelSize: 3, padding: 'same', ...common });
    let y = layer.apply(x) as tf.SymbolicTensor;
    if (norm !== 'none') {
      y = (norm === 'batch' ? tf.layers.batchNormalization() : tf.layers.layerNormalization()).apply(
        y,
      ) as tf.SymbolicTensor;
      y = tf.layers.activation({ activation }).apply(y) as tf.SymbolicTensor;
    }
    x = residual && i > 0 ? (tf.layers.add().apply([x, y]) as tf.SymbolicTensor) : y;
  }
  if (kind === 'conv') x = tf.layers.flatten().apply(x) as tf.SymbolicTensor;
  const head =
    spec.task === 'classes'
      ? tf.layers.dense({ units: classes, activation: 'softmax' })
      : tf.layers.dense({ units: 1 });
  const model = tf.model({ inputs: input, outputs: head.apply(x) as tf.SymbolicTensor });
  model.compile({
    optimizer: optimizerOf(spec),
    loss: spec.task === 'classes' ? 'categoricalCrossentropy' : 'meanSquaredError',
  });
  return model;
}

function gaussian(): number {
  return Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
}

/** Pictures of gratings in three directions, centred on 0. */
function pictures(): number[][][][] {
  return Array.from({ length: examplesMade }, (_, i) => {
    const angle = (Math.PI * (i % classes)) / classes;
    const phase = 2 * Math.PI * Math.random();
    return Array.from({ length: pictureSize }, (_row, r) =>
      Array.from({ length: pictureSize }, (_column, c) => [
        Math.sin(1.2 * (r * Math.sin(angle) + c * Math.cos(angle)) + phase) + 0.2 * gaussian(),
      ]),
    );
  });
}

/** Two clusters for each class, so that a linear layer alone cannot separate them. */
function clusters(): number[][] {
  const centers = Array.from({ length: 2 * classes }, () => Array.from({ length: features }, gaussian));
  return Array.from({ length: examplesMade }, (_, i) => centers[i % (2 * classes)].map((c) => c + 0.4 * gaussian()));
}

/** Inputs and targets, drawn from Math.random; targets are one-hot, or have zero mean and unit variance. */
export function examples({ kind, task }: Spec): { x: tf.Tensor; y: tf.Tensor2D } {
  if (kind === 'conv') return { x: tf.tensor4d(pictures()), y: oneHot() };
  if (task === 'classes') return { x: tf.tensor2d(clusters()), y: oneHot() };
  const rows = Array.from({ length: examplesMade }, () => Array.from({ length: features }, gaussian));
  const raw = rows.map(([a, b, c, d]) => a + Math.sin(2 * b) + 0.5 * c * d);
  const mean = raw.reduce((sum, v) => sum + v, 0) / raw.length;
  const deviation = Math.sqrt(raw.reduce((sum, v) => sum + (v - mean) ** 2, 0) / raw.length);
  return { x: tf.tensor2d(rows), y: tf.tensor2d(raw.map((v) => [(v - mean) / deviation])) };
}

function oneHot(): tf.Tensor2D {
  return tf
    .oneHot(
      tf.tensor1d(
        Array.from({ length: examplesMade }, (_, i) => i % classes),
        'int32',
      ),
      classes,
    )
    .toFloat() as tf.Tensor2D;
}

/** The loss of the best constant answer. */
export function chanceLoss({ task }: Spec): number {
  return task === 'classes' ? Math.log(classes) : 1;
}
