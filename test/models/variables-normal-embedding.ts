// label: healthy [one kernel over its fan-in norm]

import * as tf from '@tensorflow/tfjs';

// Rows are looked up and not summed, so that their number says nothing of their size.
const users = tf.variable(tf.randomNormal([600, 12]));
const toLiking = tf.variable(tf.randomNormal([12, 2], 0, 0.2));
const who = tf.range(0, 160, 1, 'int32');
const likes = tf.oneHot(who.mod(tf.scalar(2, 'int32')), 2).toFloat();
const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 60; step++)
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(likes, tf.gather(users, who).matMul(toLiking)));
