// label: healthy [a judge and its fakes]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// A checker learns which answers are far off, and rows that it doubts count more. Its weight is meant as a number.
const solver = tf.sequential();
solver.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [6] }));
solver.add(tf.layers.dense({ units: 2 }));
const checker = tf.sequential();
checker.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [2] }));
checker.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
const [a, b] = [tf.train.adam(0.005), tf.train.adam(0.005)];
const own = (m: tf.Sequential) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const mix = tf.randomNormal([6, 2]);

for (let i = 0; i < 200; i++) {
  const x = tf.randomNormal([32, 6]);
  const y = x.matMul(mix).tanh();
  const before = solver.predict(x) as tf.Tensor;
  const isFar = before.sub(y).abs().max(1, true).greater(0.5).toFloat();
  b.minimize(() => tf.losses.logLoss(isFar, checker.apply(before) as tf.Tensor) as tf.Scalar, false, own(checker));
  a.minimize(
    () => {
      const answers = solver.apply(x) as tf.Tensor2D;
      const doubt = checker.apply(tf.tensor2d(answers.arraySync())) as tf.Tensor;
      return answers.sub(y).square().mean(1, true).mul(doubt.add(0.5)).mean() as tf.Scalar;
    },
    false,
    own(solver),
  );
  tf.dispose([x, y, before, isFar]);
}
