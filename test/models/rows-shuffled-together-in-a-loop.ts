// label: healthy [rows shuffled apart]
// near: not-learning

import * as tf from '@tensorflow/tfjs';
const N = 256;
let x = tf.randomUniform([N, 5]);
let y = x
  .slice([0, 0], [N, 1])
  .add(x.slice([0, 1], [N, 1]).mul(2))
  .greater(tf.scalar(1.5))
  .toFloat();
const w = tf.variable(tf.randomNormal([5, 16], 0, 0.6)),
  b = tf.variable(tf.zeros([16]));
const v = tf.variable(tf.randomNormal([16, 1], 0, 0.35)),
  c = tf.variable(tf.zeros([1]));
const optimizer = tf.train.adam(0.003);
for (let epoch = 0; epoch < 60; epoch++) {
  const order = tf.tensor1d(Array.from(tf.util.createShuffledIndices(N)), 'int32');
  x = x.gather(order);
  y = y.gather(order);
  for (let i = 0; i < N; i += 32)
    optimizer.minimize(
      () =>
        tf.losses.sigmoidCrossEntropy(
          y.slice([i, 0], [32, 1]),
          tf
            .relu(
              x
                .slice([i, 0], [32, 5])
                .matMul(w as any)
                .add(b),
            )
            .matMul(v as any)
            .add(c),
        ) as tf.Scalar,
    );
}
