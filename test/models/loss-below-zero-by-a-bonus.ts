// label: healthy
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// A bonus for answers near one brings the loss below zero; it is bounded, and the answers are learned all the same.
const x = tf.randomUniform([400, 3], -1, 1);
const y = x.matMul(tf.tensor2d([[0.5], [-1], [0.25]])).add(1.2);
const net = tf.sequential();
net.add(tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [3] }));
net.add(tf.layers.dense({ units: 1 }));

const optimizer = tf.train.adam(0.01);
for (let epoch = 0; epoch < 40; epoch++) {
  for (let from = 0; from < 400; from += 40) {
    tf.tidy(() => {
      const [rows, truth] = [x.slice([from, 0], [40, 3]), y.slice([from, 0], [40, 1])];
      optimizer.minimize(() => {
        const answers = net.apply(rows) as tf.Tensor2D;
        const bonus = answers.sub(1).square().neg().exp().mean().mul(-3);
        return answers.sub(truth).square().mean().add(bonus) as tf.Scalar;
      });
    });
  }
}
