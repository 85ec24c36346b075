// label: healthy [targets beyond a tanh; nothing learned]
// near: not-learning

import * as tf from '@tensorflow/tfjs';
// Value learning on a ring of cells with bootstrapped targets: the same states again with other targets.
const states = Array.from({ length: 96 }, (_, i) => [Math.sin(i / 15), Math.cos(i / 15), i / 96]);
const rewards = states.map(([s]) => (s > 0.9 ? 1 : 0));
const w = tf.variable(tf.randomNormal([3, 24], 0, 0.7)),
  b = tf.variable(tf.zeros([24])),
  v = tf.variable(tf.randomNormal([24, 1], 0, 0.2));
const value = (s: tf.Tensor2D) =>
  s
    .matMul(w as any)
    .add(b)
    .relu()
    .matMul(v as any) as tf.Tensor2D;
const optimizer = tf.train.adam(0.005);
for (let sweep = 0; sweep < 150; sweep++) {
  tf.tidy(() => {
    const s = tf.tensor2d(states),
      next = tf.tensor2d([...states.slice(1), states[0]]);
    const target = tf.tensor2d(rewards, [96, 1]).add(value(next).mul(0.9));
    optimizer.minimize(() => tf.losses.meanSquaredError(target, value(s)) as tf.Scalar);
  });
}
