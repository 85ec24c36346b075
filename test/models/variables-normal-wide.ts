// label: exploding-gradient [one kernel over its fan-in norm]

import * as tf from '@tensorflow/tfjs';

// Written after a tutorial in which the inputs were two numbers.
class HandMadeNet {
  readonly hidden = tf.variable(tf.randomNormal([400, 100])); // cause
  readonly hiddenBias = tf.variable(tf.zeros([100]));
  readonly classes = tf.variable(tf.randomNormal([100, 5], 0, 0.1));

  logits(pixels: tf.Tensor): tf.Tensor {
    return pixels.matMul(this.hidden).add(this.hiddenBias).relu().matMul(this.classes);
  }
}

const images = tf.randomNormal([200, 400]);
const kinds = tf.oneHot(images.slice([0, 0], [200, 5]).argMax(1), 5).toFloat();
const net = new HandMadeNet();
const optimizer = tf.train.sgd(0.001);
for (let step = 0; step < 200; step++)
  optimizer.minimize(() => tf.losses.softmaxCrossEntropy(kinds, net.logits(images)));
