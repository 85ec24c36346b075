// label: not-learning [a judge and its fakes]
// cause: minimize of the generator has no list, so it trains the judge too

import * as tf from '@tensorflow/tfjs';

const latent = 3,
  rows = 32;
function net(inputs: number, outputs: number, last?: 'sigmoid') {
  const x = tf.input({ shape: [inputs] });
  let y = tf.layers.dense({ units: 18, activation: 'selu', kernelInitializer: 'leCunNormal' }).apply(x);
  y = tf.layers.dense({ units: 18, activation: 'selu', kernelInitializer: 'leCunNormal' }).apply(y);
  y = tf.layers.dense({ units: outputs, activation: last }).apply(y);
  return tf.model({ inputs: x, outputs: y as tf.SymbolicTensor });
}
const maker = net(latent, 3);
const judge = net(3, 1);
const dOpt = tf.train.adam(8e-4, 0.5),
  gOpt = tf.train.adam(8e-4, 0.5);
// least squares: 1 for colors of the palette, 0 for made ones
const off = (x: tf.Tensor, to: number) => (judge.apply(x) as tf.Tensor).sub(to).square().mean();

const palette = tf.randomUniform([256, 3], 0.4, 0.9);
for (let i = 0; i < 250; i++) {
  const real = palette.slice([(i % 8) * rows, 0], [rows, 3]);
  const made = maker.predict(tf.randomNormal([rows, latent])) as tf.Tensor;
  dOpt.minimize(() => off(real, 1).add(off(made, -1)) as tf.Scalar, false, judge.getWeights() as tf.Variable[]);
  gOpt.minimize(() => off(maker.apply(tf.randomNormal([rows, latent])) as tf.Tensor, 1) as tf.Scalar); // cause
  tf.dispose([real, made]);
}
