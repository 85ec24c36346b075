// label: unreachable-targets [targets beyond a sigmoid]
// cause: temperatures of 5 to 35 under a sigmoid

import * as tf from '@tensorflow/tfjs';

const weather = Array.from({ length: 180 }, () => ({ sun: Math.random(), wind: Math.random() }));
const degrees = weather.map(({ sun, wind }) => 8 + 25 * sun - 3 * wind);
const inputs = tf.input({ shape: [2] });
let h = tf.layers.dense({ units: 12, activation: 'relu' }).apply(inputs) as tf.SymbolicTensor;
h = tf.layers.dense({ units: 1, activation: 'sigmoid', name: 'degrees' }).apply(h) as tf.SymbolicTensor; // cause
const forecast = tf.model({ inputs, outputs: h });
forecast.compile({ optimizer: 'adam', loss: tf.losses.meanSquaredError });
forecast.fit(tf.tensor2d(weather.map(({ sun, wind }) => [sun, wind])), tf.tensor2d(degrees, [180, 1]), { epochs: 20 });
