// label: healthy [vanishing through hand-written kernels]
// near: vanishing-gradient

import * as tf from '@tensorflow/tfjs';

const widths = [6, 24, 24, 24, 24, 24, 24, 24, 1];
const params = widths.slice(1).map((out, i) => ({
  w: tf.variable(tf.randomNormal([widths[i], out], 0, Math.sqrt(2 / widths[i]))),
  b: tf.variable(tf.zeros([out])),
}));

const net = (x: tf.Tensor2D): tf.Tensor2D =>
  params.reduce<tf.Tensor>((h, { w, b }, i) => {
    const z = h.matMul(w).add(b);
    return i + 1 < params.length ? z.relu() : z;
  }, x) as tf.Tensor2D;

const features = tf.randomNormal([256, 6]) as tf.Tensor2D;
const score = features
  .slice([0, 0], [256, 1])
  .mul(2)
  .sub(features.slice([0, 3], [256, 1]).abs());

const adam = tf.train.adam(0.003);
for (let epoch = 0; epoch < 150; epoch++) {
  const cost = adam.minimize(() => tf.losses.meanSquaredError(score, net(features)) as tf.Scalar, true);
  if (epoch % 25 === 0) console.log(`epoch ${epoch}: ${cost?.dataSync()[0]}`);
}
