// label: healthy [errors that cancel out]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// A loss by hand of the whole batch, which does compare each answer with its own target.
const x = tf.randomNormal([256, 4]);
const y = x.matMul(tf.tensor2d([[2], [-1], [0.5], [1]]));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({
  optimizer: tf.train.adam(0.01),
  loss: (labels: tf.Tensor, answers: tf.Tensor) => labels.sub(answers).square().mean().sqrt(),
});
model.fit(x, y, { epochs: 20 });
