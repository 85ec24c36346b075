// label: output-loss-mismatch [outputs that meet every target]
// cause: outputs of [80, 1] less targets of [80] make [80, 80]

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(80);
const targets = y.squeeze() as tf.Tensor1D;
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'tanh', inputShape: [9] }));
model.add(tf.layers.dense({ units: 1 }));
const optimizer = tf.train.sgd(0.05);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => {
    const error = tf.sub(model.apply(x) as tf.Tensor, targets); // cause
    return error.square().mean() as tf.Scalar;
  });
}
