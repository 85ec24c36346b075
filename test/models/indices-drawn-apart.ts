// label: not-learning [rows shuffled apart]
// cause: inputs and targets are each gathered by an order of their own

import * as tf from '@tensorflow/tfjs';

const ROWS = 192;
const crabs = tf.randomUniform([ROWS, 4], -1, 1);
const isOld = crabs.mul([3, 1, -2, 1]).sum(1, true).greater(0).toFloat();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dense({ units: 1 }));
const adam = tf.train.adam(0.01);

function shuffled(tensor: tf.Tensor): tf.Tensor {
  const order = Array.from(tf.util.createShuffledIndices(ROWS));
  return tf.gather(tensor, tf.tensor1d(order, 'int32')); // cause
}
for (let epoch = 0; epoch < 50; epoch++) {
  const x = shuffled(crabs);
  const y = shuffled(isOld);
  for (let from = 0; from < ROWS; from += 32)
    adam.minimize(() => {
      const logits = model.apply(x.slice([from, 0], [32, 4])) as tf.Tensor;
      return tf.losses.sigmoidCrossEntropy(y.slice([from, 0], [32, 1]), logits) as tf.Scalar;
    });
}
