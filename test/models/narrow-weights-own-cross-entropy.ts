// label: healthy [one kernel over its fan-in norm]
// The weights have the deviation that their number of inputs asks for.

import * as tf from '@tensorflow/tfjs';

const words = tf.randomUniform([160, 600], 0, 1).less(0.3).toFloat() as tf.Tensor2D;
const topic = words.slice([0, 0], [160, 120]).reshape([160, 4, 30]).sum(2).argMax(1);
const truth = tf.oneHot(topic as tf.Tensor1D, 4).toFloat();

const weights = tf.variable(tf.randomNormal([600, 4], 0, Math.sqrt(1 / 600)));
const offsets = tf.variable(tf.zeros([4]));

function surprise(): tf.Scalar {
  const scores = words.matMul<tf.Tensor2D>(weights).add(offsets);
  const exps = scores.sub(scores.max(1, true)).exp();
  const shares = exps.div(exps.sum(1, true));
  return truth.mul(shares.clipByValue(1e-12, 1).log()).sum(1).mean().neg();
}

const descent = tf.train.sgd(0.02);
for (let turn = 0; turn < 100; turn++) descent.minimize(surprise);
