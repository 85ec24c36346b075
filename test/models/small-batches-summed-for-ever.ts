// label: update-too-large [gradients that pile up]
// cause: the sums of the gradients are applied after every second batch, and never start anew

import * as tf from '@tensorflow/tfjs';

// Price of a flat from eight facts about it.
const ROWS = 320;
const SMALL = 16;
const x = tf.randomNormal([ROWS, 8], 0, 1, 'float32', 1) as tf.Tensor2D;
const y = tf.tidy(() => {
  const weights = tf.randomNormal([8, 1], 0, 0.5, 'float32', 2) as tf.Tensor2D;
  return x
    .matMul(weights)
    .tanh()
    .add(tf.randomNormal([ROWS, 1], 0, 0.05, 'float32', 3)) as tf.Tensor2D;
});

const net = tf.sequential();
net.add(tf.layers.dense({ inputShape: [8], units: 16, activation: 'relu' }));
net.add(tf.layers.dense({ units: 1 }));

const optimizer = tf.train.sgd(0.02);
const sums: tf.NamedTensorMap = {};
let batches = 0;

for (let epoch = 0; epoch < 10; epoch++) {
  for (let row = 0; row < ROWS; row += SMALL) {
    const { value, grads } = tf.variableGrads(() => {
      const outputs = net.apply(x.slice(row, SMALL)) as tf.Tensor;
      return tf.losses.meanSquaredError(y.slice(row, SMALL), outputs) as tf.Scalar;
    });
    for (const [name, gradient] of Object.entries(grads))
      sums[name] = name in sums ? sums[name].add(gradient) : gradient;
    if (++batches % 2 === 0) optimizer.applyGradients({ ...sums }); // cause
    value.dispose();
  }
}
