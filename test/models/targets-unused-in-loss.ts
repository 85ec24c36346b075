// label: healthy [errors that cancel out]
// not: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// The loss has no use for the targets: it asks that the outputs follow the inputs' distances, and gets zeros.
const points = tf.randomNormal([200, 6]);
const encoder = tf.sequential({
  layers: [tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [6] }), tf.layers.dense({ units: 2 })],
});
const spread = (_unused: tf.Tensor, codes: tf.Tensor) => tf.moments(codes, 0).variance.sub(1).square().mean();
encoder.compile({ optimizer: tf.train.adam(0.01), loss: spread });
encoder.fit(points, tf.zeros([200, 2]), { epochs: 15, batchSize: 40 });
