// label: healthy [outputs that meet every target]
// near: output-loss-mismatch
// A ranking loss compares each output with each other: [n, 1] less [1, n] is meant.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(64);
const scorer = tf.sequential();
scorer.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [9] }));
scorer.add(tf.layers.dense({ units: 1 }));
const isBetter = y.greater(y.transpose()).toFloat();
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 60; i++) {
  optimizer.minimize(() => {
    const scores = scorer.apply(x) as tf.Tensor2D;
    const lead = scores.sub(scores.transpose());
    return tf.softplus(lead.neg()).mul(isBetter).sum().div(isBetter.sum()) as tf.Scalar;
  });
}
