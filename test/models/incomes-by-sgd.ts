// label: unscaled-data [large inputs; columns of different size]
// cause: incomes in single dollars beside ages make plain SGD overshoot

import * as tf from '@tensorflow/tfjs';

const people = Array.from({ length: 120 }, (_, i) => ({
  age: 18 + ((i * 17) % 60),
  income: 12000 + ((i * 977) % 90000),
}));
const features = tf.tensor2d(people.map(({ age, income }) => [age, income])); // cause
const spending = tf.tensor2d(people.map(({ age, income }) => [income / 50000 + age / 100]));
const model = tf.sequential();
model.add(tf.layers.dense({ units: 1, inputShape: [2] }));
model.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
model.fit(features, spending, { epochs: 50, batchSize: 20 });
