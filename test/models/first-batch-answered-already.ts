// label: healthy [rate too high]
// near: exploding-gradient
// Nothing was sold in the first days, so that a head of zeros is right about them and the first loss is exactly 0.

import * as tf from '@tensorflow/tfjs';

const [days, size] = [200, 10];
const weather = tf.randomNormal([days, 3]);
const isOpen = tf.range(0, days).greaterEqual(size).toFloat().reshape([days, 1]);
const sold = weather.matMul(tf.tensor2d([[1], [2], [-1]])).mul(isOpen);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 8, activation: 'tanh', inputShape: [3] }));
model.add(tf.layers.dense({ units: 1, kernelInitializer: 'zeros' }));
const optimizer = tf.train.adam(0.005);
for (let epoch = 0; epoch < 20; epoch++)
  for (let day = 0; day < days; day += size)
    optimizer.minimize(() => {
      const answer = model.predict(weather.slice([day, 0], [size, 3])) as tf.Tensor;
      return tf.losses.meanSquaredError(sold.slice([day, 0], [size, 1]), answer);
    });
