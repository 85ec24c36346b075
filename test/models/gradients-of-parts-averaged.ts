// label: healthy [gradients that pile up]
// near: update-too-large
// Each step averages the gradients of its own four parts; the sum of all steps is only printed.

import * as tf from '@tensorflow/tfjs';

const kernel = tf.variable(tf.randomNormal([7, 10], 0, 0.4), true, 'kernel');
const offset = tf.variable(tf.zeros([10]), true, 'offset');
const last = tf.variable(tf.randomNormal([10, 2], 0, 0.4), true, 'last');
const optimizer = tf.train.adam(0.01);
let everything: tf.Tensor = tf.zerosLike(kernel);

const loss = () => {
  const x = tf.randomNormal([24, 7]) as tf.Tensor2D;
  const y = tf.oneHot(x.slice([0, 0], [24, 2]).argMax(1) as tf.Tensor1D, 2);
  const logits = x
    .matMul(kernel as unknown as tf.Tensor2D)
    .add(offset)
    .relu()
    .matMul(last);
  return tf.losses.softmaxCrossEntropy(y, logits) as tf.Scalar;
};

for (let step = 0; step < 60; step++) {
  const gradients = Array.from({ length: 4 }, () => tf.variableGrads(loss, [kernel, offset, last]).grads);
  const mean = (name: string) => tf.tidy(() => tf.addN(gradients.map((one) => one[name])).div(4));
  const averaged = { kernel: mean('kernel'), offset: mean('offset'), last: mean('last') };
  optimizer.applyGradients(averaged as unknown as Record<string, tf.Variable>);
  everything = everything.add(averaged.kernel);
  if (step % 20 === 0) everything.norm().print();
}
