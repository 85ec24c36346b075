// label: healthy [two nets against each other; steps up the loss]
// near: exploding-gradient

import * as tf from '@tensorflow/tfjs';
// A perturbation of pictures that a fixed classifier gets wrong: climbs its loss on purpose.
const pictures = tf.randomUniform([16, 20]);
const w = tf.randomNormal([20, 3], 0, 0.4) as tf.Tensor2D;
const labels = tf.oneHot(pictures.matMul(w).argMax(1) as tf.Tensor1D, 3);
const noise = tf.variable(tf.randomNormal([16, 20], 0, 0.001));
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 60; i++) {
  const { grads } = tf.variableGrads(
    () => tf.losses.softmaxCrossEntropy(labels, pictures.add(noise).matMul(w as any)) as tf.Scalar,
    [noise],
  );
  optimizer.applyGradients(Object.fromEntries(Object.entries(grads).map(([n, g]) => [n, g.neg()])));
  noise.assign(noise.clipByValue(-0.1, 0.1));
}
