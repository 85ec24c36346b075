// label: output-loss-mismatch [softmax or sigmoid twice]
// cause: softmaxCrossEntropy takes logits, but a sigmoid keeps them between 0 and 1

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(300);
const inputs = x.div(3);
const layers = [
  tf.layers.dense({ units: 20, activation: 'tanh', inputShape: [2] }),
  tf.layers.dense({ units: 3, activation: 'sigmoid' }),
];
const model = tf.sequential({ layers });
const optimizer = tf.train.adam(0.01);
for (let step = 0; step < 80; step++) {
  optimizer.minimize(() => {
    const scores = model.apply(inputs) as tf.Tensor2D;
    return tf.losses.softmaxCrossEntropy(y, scores).asScalar(); // cause
  });
}
