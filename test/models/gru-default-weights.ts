// label: healthy [vanishing through time; exploding through time]
// not: exploding-gradient or vanishing-gradient
// The default recurrent weights, and tanh.

import * as tf from '@tensorflow/tfjs';

const days = 30;
const pressure = tf.randomNormal([160, days, 2]);
const week = pressure
  .slice([0, days - 7, 0], [160, 7, 1])
  .mean([1, 2])
  .expandDims(1);
const weather = tf.sequential();
weather.add(tf.layers.gru({ units: 16, inputShape: [days, 2] }));
weather.add(tf.layers.dense({ units: 1 }));
weather.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
weather.fit(pressure, week, { epochs: 15, batchSize: 32 });
