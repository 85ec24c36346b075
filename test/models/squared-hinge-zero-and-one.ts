// label: output-loss-mismatch [labels of a hinge loss]
// cause: squaredHinge over labels of 0 and 1

import * as tf from '@tensorflow/tfjs';

const mails = Array.from({ length: 200 }, () => Array.from({ length: 5 }, () => Math.random()));
const isSpam = mails.map((words) => (words[0] + words[3] > 1 ? 1 : 0));

async function trainFilter() {
  const input = tf.input({ shape: [5], name: 'words' });
  const hidden = tf.layers.dense({ units: 10, activation: 'relu' }).apply(input);
  const output = tf.layers.dense({ units: 1, activation: 'tanh' }).apply(hidden) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output });
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'squaredHinge', metrics: ['accuracy'] }); // cause
  await model.fit(tf.tensor2d(mails), tf.tensor2d(isSpam, [200, 1]), { epochs: 10, batchSize: 20 });
  return model;
}
trainFilter();
