// label: output-loss-mismatch [outputs that meet every target]
// cause: the loss of tf.metrics takes a row and a column without a word

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(96);
const flat = y.reshape([96]);
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [9] })] });
const optimizer = tf.train.momentum(0.01, 0.9);

function step(): void {
  const { value, grads } = tf.variableGrads(
    () => tf.metrics.meanSquaredError(flat, net.apply(x) as tf.Tensor).mean() as tf.Scalar, // cause
  );
  optimizer.applyGradients(grads);
  value.dispose();
}

for (let i = 0; i < 50; i++) step();
