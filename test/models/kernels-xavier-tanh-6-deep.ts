// label: healthy [vanishing through hand-written kernels]
// near: vanishing-gradient

import * as tf from '@tensorflow/tfjs';

const glorot = (rows: number, columns: number) =>
  tf.variable(tf.randomUniform([rows, columns], -1, 1).mul(Math.sqrt(6 / (rows + columns))));

const W1 = glorot(3, 20);
const W2 = glorot(20, 20);
const W3 = glorot(20, 20);
const W4 = glorot(20, 20);
const W5 = glorot(20, 20);
const W6 = glorot(20, 2);
const c = tf.variable(tf.zeros([2]));

function model(x: tf.Tensor): tf.Tensor {
  const h1 = tf.tanh(tf.matMul(x as tf.Tensor2D, W1 as tf.Tensor2D));
  const h2 = tf.tanh(tf.matMul(h1 as tf.Tensor2D, W2 as tf.Tensor2D));
  const h3 = tf.tanh(tf.matMul(h2 as tf.Tensor2D, W3 as tf.Tensor2D));
  const h4 = tf.tanh(tf.matMul(h3 as tf.Tensor2D, W4 as tf.Tensor2D));
  const h5 = tf.tanh(tf.matMul(h4 as tf.Tensor2D, W5 as tf.Tensor2D));
  return tf.matMul(h5 as tf.Tensor2D, W6 as tf.Tensor2D).add(c);
}

const rows = tf.randomNormal([300, 3]);
const isOutside = rows.square().sum(1).greater(2.4).toInt() as tf.Tensor1D;
const oneHot = tf.oneHot(isOutside, 2);
const sgd = tf.train.sgd(0.3);

(async () => {
  for (let i = 0; i < 400; i++) {
    sgd.minimize(() => tf.losses.softmaxCrossEntropy(oneHot, model(rows)) as tf.Scalar);
    if (i % 100 === 0) await tf.nextFrame();
  }
})();
