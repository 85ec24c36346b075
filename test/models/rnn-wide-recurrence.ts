// label: exploding-gradient [exploding through time]
// cause: recurrent weights of deviation 0.5 among 32 ReLU units double the state from step to step

import * as tf from '@tensorflow/tfjs';

const hours = 36;
const loads = tf.randomUniform([120, hours, 2]);
const next = loads.slice([0, hours - 1, 0], [120, 1, 1]).reshape([120, 1]);

const recurrentInitializer = tf.initializers.randomNormal({ mean: 0, stddev: 0.5 });
const forecast = tf.sequential();
forecast.add(
  tf.layers.simpleRNN({ units: 32, activation: 'relu', recurrentInitializer, inputShape: [hours, 2] }), // cause
);
forecast.add(tf.layers.dense({ units: 1 }));
forecast.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
forecast.fit(loads, next, { epochs: 10, batchSize: 24 });
