// label: healthy [axes swapped by a reshape]
// near: not-learning
// Two frames after each other become one of twice the width: eight of four become four of eight.

import * as tf from '@tensorflow/tfjs';

const BATCH = 30;
const weights = {
  stacked: tf.variable(tf.randomNormal([8, 12], 0, 0.35)),
  bias: tf.variable(tf.zeros([12])),
  out: tf.variable(tf.randomNormal([12, 3], 0, 0.3)),
};

function model(frames: tf.Tensor3D): tf.Tensor2D {
  const pairs = frames.reshape([BATCH, 4, 8]);
  const hidden = pairs
    .matMul(weights.stacked.expandDims(0).tile([BATCH, 1, 1]))
    .add(weights.bias)
    .relu();
  return hidden.max(1).matMul(weights.out) as tf.Tensor2D;
}

async function train() {
  const optimizer = tf.train.adam(0.01);
  for (let step = 1; step <= 150; step++) {
    const loss = tf.tidy(() => {
      const classes = tf.randomUniform([BATCH], 0, 3, 'int32').toInt() as tf.Tensor1D;
      const shift = tf.oneHot(classes, 4).toFloat().mul(1.5).expandDims(1);
      const frames = tf.randomNormal([BATCH, 8, 4], 0, 0.7).add(shift) as tf.Tensor3D;
      return optimizer.minimize(
        () => tf.losses.softmaxCrossEntropy(tf.oneHot(classes, 3), model(frames)) as tf.Scalar,
        true,
      )!;
    });
    if (step % 50 === 0) console.log(step, (await loss.data())[0]);
    loss.dispose();
  }
}

train();
