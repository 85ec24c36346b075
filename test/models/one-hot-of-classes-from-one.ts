// label: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

const NUM_CLASSES = 4;

/** The file counts kinds from 1 on. */
const kinds = Array.from({ length: 160 }, (_, i) => 1 + (i % 4));
const sizes = tf.tensor2d(kinds.map((kind) => [kind + 0.3 * Math.random(), (kind % 2) + 0.3 * Math.random()]));

function labels(): tf.Tensor2D {
  return tf.tidy(() => tf.oneHot(tf.tensor1d(kinds).toInt(), NUM_CLASSES).toFloat() as tf.Tensor2D); // cause
}

const net = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2] }),
    tf.layers.dense({ units: NUM_CLASSES }),
    tf.layers.softmax(),
  ],
});
net.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
net.fit(sizes, labels(), { epochs: 60 });
