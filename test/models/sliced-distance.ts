// label: healthy [weights made anew]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

/** Both sets of points are seen from the same random directions, which have to be others in each step. */
const wanted = tf.randomNormal<tf.Rank.R2>([64, 2]).mul([2, 0.5]).add([1, -1]) as tf.Tensor2D;
const noise = tf.randomNormal([64, 3]);
const generator = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [3] }), tf.layers.dense({ units: 2 })],
});
const optimizer = tf.train.adam(0.02);
for (let step = 0; step < 200; step++) {
  optimizer.minimize(() => {
    const views = tf.randomNormal<tf.Rank.R2>([2, 12]);
    const made = tf.matMul(generator.apply(noise) as tf.Tensor2D, views);
    const real = tf.matMul(wanted, views);
    return made
      .mean(0)
      .sub(real.mean(0))
      .square()
      .add(made.square().mean(0).sub(real.square().mean(0)).abs())
      .mean();
  });
}
