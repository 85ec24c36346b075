// label: healthy [softmax over the batch]
// near: output-loss-mismatch
// Of the images of a batch one fits a text: the softmax over the batch is what is asked for.

import * as tf from '@tensorflow/tfjs';

const images = tf.randomNormal([192, 10]);
const texts = images.matMul(tf.randomNormal([10, 6], 0, 0.5)).add(tf.randomNormal([192, 6], 0, 0.1));
const imageSide = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [10] })] });
const textSide = tf.sequential({ layers: [tf.layers.dense({ units: 8, inputShape: [6] })] });
const optimizer = tf.train.adam(0.01);
const own = tf.eye(24);
for (let step = 0; step < 160; step++) {
  const from = (step % 8) * 24;
  optimizer.minimize(() => {
    const a = imageSide.apply(images.slice([from, 0], [24, 10])) as tf.Tensor2D;
    const b = textSide.apply(texts.slice([from, 0], [24, 6])) as tf.Tensor2D;
    const scores = a.matMul(b, false, true);
    const toTexts = own.mul(tf.softmax(scores).log()).sum(1).mean();
    const toImages = own.mul(tf.softmax(scores.transpose()).transpose().log()).sum(0).mean();
    return toTexts.add(toImages).mul(-0.5) as tf.Scalar;
  });
}
