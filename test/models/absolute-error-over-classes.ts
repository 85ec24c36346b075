// label: output-loss-mismatch [distances over classes]
// cause: mean absolute error counts least what the softmax is most wrong about, and most of it stays so

import * as tf from '@tensorflow/tfjs';

const breeds = 10;
const typical = Array.from({ length: breeds }, () => Array.from({ length: 8 }, () => Math.random()));
const dogs = Array.from({ length: 300 }, (_, i) => (7 * i) % breeds);
const measures = dogs.map((breed) => typical[breed].map((v) => v + 0.1 * Math.random()));

const model = tf.sequential();
model.add(tf.layers.dense({ units: 30, activation: 'relu', inputShape: [8] }));
model.add(tf.layers.dense({ units: breeds, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.1), loss: tf.losses.absoluteDifference }); // cause
await model.fit(tf.tensor2d(measures), tf.oneHot(dogs, breeds), { epochs: 15, batchSize: 20 });
