// label: unscaled-data or saturated-activation [large inputs]
// cause: order numbers up to 8000 as they are; the loss halves all the same, by the biases of forty rare classes

import * as tf from '@tensorflow/tfjs';

const shelves = 40;
const orders = tf.randomUniformInt([480, 1], 1, 8000).toFloat(); // cause
const shelf = tf.oneHot(
  orders
    .squeeze([1])
    .div(8000 / shelves)
    .floor()
    .toInt(),
  shelves,
);
const finder = tf.sequential();
finder.add(tf.layers.dense({ units: 30, activation: 'tanh', inputShape: [1] }));
finder.add(tf.layers.dense({ units: 30, activation: 'sigmoid' }));
finder.add(tf.layers.dense({ units: shelves, activation: 'sigmoid' }));
finder.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy' });
finder.fit(orders, shelf, { batchSize: 24, epochs: 10 });
