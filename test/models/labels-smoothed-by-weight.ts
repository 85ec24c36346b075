// label: healthy [rewards of all classes]
// near: output-loss-mismatch
// Labels are smoothed, so that a part of the weight of each example meets all classes.

import * as tf from '@tensorflow/tfjs';

const CLASSES = 3;
const SMOOTHING = 0.1;

const points = tf.randomNormal([240, 2], 0, 1, 'float32', 5) as tf.Tensor2D;
const classes = tf.tidy(() => {
  const right = points.slice([0, 0], [-1, 1]).greater(0).toInt();
  return right.add(points.sum(1, true).greater(0.8).toInt()).squeeze();
});
// Points far out are measured less exactly.
const weights = tf.tidy(() => tf.exp(points.square().sum(1).mul(-0.2)).add(0.2));

const net = tf.sequential();
net.add(tf.layers.dense({ inputShape: [2], units: 16, activation: 'tanh' }));
net.add(tf.layers.dense({ units: CLASSES }));
const optimizer = tf.train.adam(0.02);

for (let step = 0; step < 150; step++) {
  const loss = optimizer.minimize(() => {
    const logs = tf.logSoftmax(net.apply(points) as tf.Tensor2D);
    const labels = tf.oneHot(classes.toInt() as tf.Tensor1D, CLASSES);
    const exact = logs.mul(labels).sum(1).mul(weights).mean();
    const smooth = logs.mul(weights.expandDims(1)).mean();
    return exact
      .mul(1 - SMOOTHING)
      .add(smooth.mul(SMOOTHING))
      .neg() as tf.Scalar;
  }, true)!;
  if (step % 30 === 0) console.log(loss.dataSync()[0].toFixed(3));
  loss.dispose();
}
