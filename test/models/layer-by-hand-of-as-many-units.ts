// label: healthy [outputs that meet every target]
// near: output-loss-mismatch
// One feature times a row of weights makes as many units as there are examples, by chance.

import * as tf from '@tensorflow/tfjs';

const x = tf.linspace(-1, 1, 32).reshape([32, 1]);
const y = x.square();
const first = tf.randomNormal([32]).variable();
const bias = tf.randomUniform([32], -1, 1).variable();
const second = tf.randomNormal([32, 1], 0, 0.2).variable();
const net = () => tf.relu(x.mul(first).add(bias)).matMul(second);
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 100; i++) optimizer.minimize(() => tf.losses.meanSquaredError(y, net()) as tf.Scalar);
