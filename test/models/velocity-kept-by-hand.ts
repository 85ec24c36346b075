// label: healthy [gradients that pile up]
// near: update-too-large
// Momentum by hand: earlier gradients are in each step again, but less and less of them.

import * as tf from '@tensorflow/tfjs';

const DECAY = 0.8;
const data = tf.randomNormal([128, 6], 0, 1, 'float32', 5) as tf.Tensor2D;
const labels = tf.tidy(() => data.slice([0, 0], [128, 2]).sum(1, true).greater(0).toFloat());

const net = tf.sequential();
net.add(tf.layers.dense({ inputShape: [6], units: 12, activation: 'elu' }));
net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));

const velocities: Record<string, tf.Tensor> = {};
const optimizer = tf.train.sgd(0.02);

function step(from: number): number {
  const { value, grads } = tf.variableGrads(() => {
    const p = net.apply(data.slice(from, 32)) as tf.Tensor;
    return tf.losses.logLoss(labels.slice(from, 32), p) as tf.Scalar;
  });
  for (const name in grads) {
    const old = velocities[name];
    velocities[name] = old ? tf.keep(old.mul(DECAY).add(grads[name])) : grads[name];
    old?.dispose();
  }
  optimizer.applyGradients(velocities);
  return value.dataSync()[0];
}

for (let i = 0; i < 120; i++) {
  const loss = step((i % 4) * 32);
  if (i % 30 === 0) console.log(loss);
}
