// label: exploding-gradient [one kernel over its fan-in norm]

import * as tf from '@tensorflow/tfjs';

const dense = (inputs: number, units: number) => tf.variable(tf.randomNormal([inputs, units])); // cause
const first = dense(600, 80);
const second = dense(80, 40);
const third = dense(40, 4);

function answer(words: tf.Tensor): tf.Tensor {
  const low = tf.relu(tf.matMul(words, first));
  return tf.matMul(tf.relu(tf.matMul(low, second)), third);
}

const texts = tf.randomUniform([128, 600]);
const topics = tf.oneHot(texts.slice([0, 0], [128, 4]).argMax(1), 4).toFloat();
const optimizer = tf.train.adam(0.001);
for (let epoch = 0; epoch < 100; epoch++) {
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(topics, answer(texts)));
}
