// label: healthy [sign of a loss]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// Each class has a direction of its own. An answer of length 1 turns to it, so that the loss is -1 at its best.
const KINDS = 3;
const ids = Array.from({ length: 120 }, () => Math.floor(Math.random() * KINDS));
const labels = tf.oneHot(tf.tensor1d(ids, 'int32'), KINDS).toFloat();
const sounds = labels.matMul(tf.randomNormal([KINDS, 6])).add(tf.randomNormal([120, 6], 0, 0.2));
const ofLengthOne = (rows: tf.Tensor): tf.Tensor2D => rows.div(rows.norm(2, 1, true));
const directions = ofLengthOne(tf.randomNormal([KINDS, 4]));

const net = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [6] }), tf.layers.dense({ units: 4 })],
});
const adam = tf.train.adam(0.01);
for (let i = 0; i < 120; i++) {
  const loss = adam.minimize(() => {
    const turned = ofLengthOne(net.apply(sounds) as tf.Tensor);
    const cosines = turned.matMul(directions, false, true);
    return cosines.mul(labels).sum(1).mean().neg() as tf.Scalar;
  }, true);
  loss?.dispose();
}
