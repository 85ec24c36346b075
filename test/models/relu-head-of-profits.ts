// label: unreachable-targets [targets beyond a relu]
// cause: every second shop loses money, and a ReLU gives no number below 0

import * as tf from '@tensorflow/tfjs';

const shops = tf.randomNormal([200, 4]);
const profits = shops.matMul(tf.tensor2d([[2], [1], [-1], [0.5]]));
const dense = (units: number, rest = {}) =>
  tf.layers.dense({ units, activation: 'relu', biasInitializer: 'ones', ...rest }); // cause
const model = tf.sequential({ layers: [dense(16, { inputShape: [4] }), dense(1)] });
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
await model.fit(shops, profits, { epochs: 20, batchSize: 20 });
