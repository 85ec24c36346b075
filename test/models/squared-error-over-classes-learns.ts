// label: healthy [distances over classes]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

const kinds = 8;
const corners = Array.from({ length: kinds }, () => Array.from({ length: 12 }, () => Math.random()));
const samples = Array.from({ length: 240 }, (_, i) => ({
  kind: (i * 5) % kinds,
  values: corners[(i * 5) % kinds].map((v) => v + 0.2 * (Math.random() - 0.5)),
}));
const x = tf.tensor2d(samples.map(({ values }) => values));
const y = tf.oneHot(
  samples.map(({ kind }) => kind),
  kinds,
);

const model = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [12], units: 32, activation: 'relu' }),
    tf.layers.dense({ units: 16, activation: 'relu' }),
    tf.layers.dense({ units: kinds, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError', metrics: ['accuracy'] });
await model.fit(x, y, { epochs: 12, batchSize: 24 });
