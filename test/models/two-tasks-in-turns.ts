// label: healthy
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// Two heads on one body: steps for the one and for the other take turns, and train the body both.
const body = tf.layers.dense({ units: 24, activation: 'relu', name: 'body' });
const [sumHead, signHead] = [tf.layers.dense({ units: 1 }), tf.layers.dense({ units: 1 })];
const input = tf.input({ shape: [6] });
const features = body.apply(input) as tf.SymbolicTensor;
const sums = tf.model({ inputs: input, outputs: sumHead.apply(features) as tf.SymbolicTensor });
const signs = tf.model({ inputs: input, outputs: signHead.apply(features) as tf.SymbolicTensor });
const optimizer = tf.train.adam(0.01);

for (let round = 0; round < 200; round++) {
  tf.tidy(() => {
    const x = tf.randomNormal([32, 6]);
    const total = x.sum(1, true);
    optimizer.minimize(() => tf.losses.meanSquaredError(total, sums.apply(x) as tf.Tensor) as tf.Scalar);
    const isAbove = x.slice([0, 0], [32, 1]).greater(0).toFloat();
    optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(isAbove, signs.apply(x) as tf.Tensor) as tf.Scalar);
  });
}
