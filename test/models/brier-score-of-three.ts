// label: healthy [distances over classes]
// near: output-loss-mismatch
// The Brier score, which is a squared error summed over the classes, of three kinds of flowers.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(300);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({
  optimizer: tf.train.sgd(0.1),
  loss: (labels: tf.Tensor, shares: tf.Tensor) => labels.sub(shares).square().sum(-1).mean(),
});
model.fit(x, y, { epochs: 12, batchSize: 30 });
