// label: unreachable-targets [targets beyond a relu]
// cause: changes of a rate go both ways, and the loop's last operation is a relu

import * as tf from '@tensorflow/tfjs';

const before = tf.randomNormal([160, 6]);
const changes = before
  .slice([0, 0], [160, 1])
  .sub(before.slice([0, 5], [160, 1]))
  .mul(0.5);
const hidden = tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [6] });
const last = tf.layers.dense({ units: 1, biasInitializer: 'ones' });
const net = tf.sequential({ layers: [hidden, last] });
const adam = tf.train.adam(0.005);

for (let epoch = 0; epoch < 120; epoch++) {
  const cost = adam.minimize(() => {
    const answer = tf.relu(net.predict(before) as tf.Tensor); // cause
    return tf.losses.meanSquaredError(changes, answer) as tf.Scalar;
  }, true);
  if (epoch % 40 === 0) cost?.print();
  cost?.dispose();
}
