// label: output-loss-mismatch [raw outputs in a cross-entropy]

import * as tf from '@tensorflow/tfjs';

const signs = tf.tidy(() => tf.randomUniform([400, 12], -1, 1, 'float32', 3)) as tf.Tensor2D;
const truth = tf.tidy(() => {
  const score = signs.slice([0, 0], [400, 4]).mul(3) as tf.Tensor2D;
  return tf.oneHot(score.argMax(1), 4).toFloat() as tf.Tensor2D;
});

const model = tf.sequential({
  layers: [tf.layers.dense({ units: 32, activation: 'relu', inputShape: [12] }), tf.layers.dense({ units: 4 })],
});

const optimizer = tf.train.rmsprop(0.001);
for (let epoch = 0; epoch < 100; epoch++) {
  for (let at = 0; at < 400; at += 40) {
    const { value, grads } = optimizer.computeGradients(() => {
      const p = model.apply(signs.slice(at, 40), { training: true }) as tf.Tensor2D;
      return truth.slice(at, 40).mul(p.clipByValue(1e-6, 1).log()).sum(1).mean().neg() as tf.Scalar; // cause
    });
    optimizer.applyGradients(grads);
    tf.dispose([value, grads]);
  }
}
