// label: healthy [parts that fall without end]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// the likelihood of many precise readings: its logarithm may be large, so that the loss is far below 0
const SENSORS = 40;
const truth = Array.from({ length: SENSORS }, () => Math.random());
const readings = tf.tensor2d(Array.from({ length: 150 }, () => truth.map((t) => t + (Math.random() - 0.5) * 0.02)));
const centers = tf.variable(tf.zeros([SENSORS]));
const logWidths = tf.variable(tf.zeros([SENSORS]));

function negativeLogLikelihood(): tf.Scalar {
  const z = readings.sub(centers).div(logWidths.exp());
  return z.square().mul(0.5).add(logWidths).sum(1).mean() as tf.Scalar;
}

const optimizer = tf.train.adam(0.05);
for (let step = 0; step < 300; step++) {
  const loss = optimizer.minimize(negativeLogLikelihood, true);
  if (step % 30 === 0) console.log(step, loss?.dataSync()[0]);
}
