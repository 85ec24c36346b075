// label: update-too-small [rate too low]
// cause: a learning rate of a hundred thousandth under momentum

import * as tf from '@tensorflow/tfjs';

const spirals = Array.from({ length: 192 }, (_, i) => {
  const [arm, t] = [i % 3, Math.random()];
  const angle = 2 * arm + 4 * t;
  return { arm, point: [t * Math.cos(angle), t * Math.sin(angle)] };
});
const points = tf.tensor2d(spirals.map(({ point }) => point));
const arms = tf.oneHot(
  spirals.map(({ arm }) => arm),
  3,
);

function classifier(): tf.Sequential {
  const net = tf.sequential();
  net.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [2] }));
  net.add(tf.layers.batchNormalization());
  net.add(tf.layers.dense({ units: 32, activation: 'relu' }));
  net.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
  return net;
}

const net = classifier();
const optimizer = tf.train.momentum(0.00001, 0.9); // cause
net.compile({ optimizer, loss: 'categoricalCrossentropy' });
await net.fit(points, arms, { epochs: 60, batchSize: 32 });
