// label: healthy [large targets]
// near: unscaled-data
// Prices in tens of thousands weigh as much as the classes.

import * as tf from '@tensorflow/tfjs';

const cars = tf.randomUniform([240, 6]);
const size = cars.slice([0, 0], [240, 1]).greater(0.5).toInt().flatten();
const prices = cars
  .matMul(tf.tensor2d([[0], [8000], [22000], [4000], [0], [9000]]))
  .add(12000)
  .div(10000);

const input = tf.input({ shape: [6] });
const first = tf.layers.dense({ units: 32, activation: 'relu' }).apply(input);
const second = tf.layers.dense({ units: 32, activation: 'relu' }).apply(first);
const ofSize = tf.layers.dense({ units: 2, activation: 'softmax', name: 'size' }).apply(second) as tf.SymbolicTensor;
const ofPrice = tf.layers.dense({ units: 1, name: 'price' }).apply(second) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: [ofSize, ofPrice] });
model.compile({ optimizer: tf.train.adam(0.002), loss: ['categoricalCrossentropy', 'meanSquaredError'] });
model.fit(cars, [tf.oneHot(size, 2), prices], { epochs: 30, batchSize: 30 });
