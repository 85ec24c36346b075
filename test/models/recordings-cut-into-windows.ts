// label: healthy [axes swapped by a reshape]
// near: not-learning
// Eight recordings of sixteen samples are cut into sixteen windows of eight, which looks like a swap of the axes.

import * as tf from '@tensorflow/tfjs';

const RECORDINGS = 8;
const SAMPLES = 16;
const CHANNELS = 3;
const WINDOW = 8;

const mix = tf.tensor2d([[1], [-0.6], [0.8]]);
const w1 = tf.variable(tf.randomNormal([CHANNELS, 16], 0, 0.5));
const b1 = tf.variable(tf.zeros([16]));
const w2 = tf.variable(tf.randomNormal([16, 1], 0, 0.3));

const optimizer = tf.train.adam(0.02);
for (let i = 0; i < 150; i++) {
  tf.tidy(() => {
    const levels = tf.randomNormal([RECORDINGS, SAMPLES / WINDOW, 1, CHANNELS]);
    const noise = tf.randomNormal([RECORDINGS, SAMPLES / WINDOW, WINDOW, CHANNELS], 0, 0.3);
    const signal = levels.add(noise).reshape([RECORDINGS, SAMPLES, CHANNELS]) as tf.Tensor3D;
    const targets = levels.reshape([-1, CHANNELS]).matMul(mix).tanh();
    const cost = optimizer.minimize(() => {
      const windows = signal.reshape([-1, WINDOW, CHANNELS]);
      const hidden = windows
        .matMul(w1.expandDims(0).tile([16, 1, 1]))
        .add(b1)
        .relu();
      return tf.losses.meanSquaredError(targets, hidden.mean(1).matMul(w2)) as tf.Scalar;
    }, true)!;
    if (i % 50 === 0) cost.print();
  });
}
