// label: healthy [outputs that meet every target]
// near: output-loss-mismatch
// Outputs and targets are both columns, so that each output meets its own target.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(160);
const w = tf.variable(tf.randomNormal([9, 1], 0, 0.3));
const b = tf.variable(tf.scalar(0));
const sgd = tf.train.sgd(0.1);
for (let i = 0; i < 100; i++) {
  sgd.minimize(() => x.matMul(w as tf.Tensor2D).add(b).sub(y).square().mean() as tf.Scalar); // prettier-ignore
}
