// label: healthy [a judge and its fakes]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// Edges in, filled shapes out. The judge's own step reads a copy of the fakes, as it should.
const side = 8;
const count = 16;

const generator = tf.sequential();
generator.add(
  tf.layers.conv2d({ inputShape: [side, side, 1], filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }),
);
generator.add(tf.layers.conv2d({ filters: 8, kernelSize: 3, padding: 'same', activation: 'relu' }));
generator.add(tf.layers.conv2d({ filters: 1, kernelSize: 3, padding: 'same', activation: 'sigmoid' }));

const judge = tf.sequential();
judge.add(tf.layers.conv2d({ inputShape: [side, side, 2], filters: 8, kernelSize: 3, strides: 2, activation: 'elu' }));
judge.add(tf.layers.flatten());
judge.add(tf.layers.dense({ units: 1 }));

const gOptimizer = tf.train.adam(2e-3, 0.5);
const dOptimizer = tf.train.adam(1e-3, 0.5);
const listOf = (net: tf.Sequential) => net.trainableWeights.map((w) => w.read() as tf.Variable);
const told = (edges: tf.Tensor, shape: tf.Tensor) => judge.apply(tf.concat([edges, shape], 3)) as tf.Tensor;
const entropy = (label: number, logits: tf.Tensor) =>
  tf.losses.sigmoidCrossEntropy(tf.fill(logits.shape, label), logits) as tf.Scalar;

function boxes() {
  const edges = tf.buffer([count, side, side, 1]);
  const filled = tf.buffer([count, side, side, 1]);
  for (let n = 0; n < count; n++) {
    const [top, left] = [Math.floor(Math.random() * 4), Math.floor(Math.random() * 4)];
    for (let r = 0; r < 4; r++)
      for (let c = 0; c < 4; c++) {
        filled.set(1, n, top + r, left + c, 0);
        if (r === 0 || c === 0 || r === 3 || c === 3) edges.set(1, n, top + r, left + c, 0);
      }
  }
  return { edges: edges.toTensor() as tf.Tensor4D, filled: filled.toTensor() as tf.Tensor4D };
}

for (let step = 0; step < 120; step++) {
  const { edges, filled } = boxes();
  dOptimizer.minimize(
    () => {
      const made = generator.apply(edges) as tf.Tensor4D;
      const copy = tf.tensor4d(made.dataSync(), made.shape);
      return entropy(1, told(edges, filled)).add(entropy(0, told(edges, copy))) as tf.Scalar;
    },
    false,
    listOf(judge),
  );
  gOptimizer.minimize(
    () => {
      const made = generator.apply(edges) as tf.Tensor4D;
      const error = made.sub(filled).abs().mean().mul(20);
      return entropy(1, told(edges, made)).add(error) as tf.Scalar;
    },
    false,
    listOf(generator),
  );
  tf.dispose([edges, filled]);
}
