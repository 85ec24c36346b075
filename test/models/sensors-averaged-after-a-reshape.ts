// label: not-learning [axes swapped by a reshape]
// cause: seconds come first by a reshape, so that the mean over them takes in other houses

import * as tf from '@tensorflow/tfjs';

// consumption of a house in the next hour, of seven hours with five meters each
const hours = 7,
  meters = 5,
  houses = 24;

const mix = tf.randomNormal([meters, 1], 0, 1, 'float32', 9) as tf.Tensor2D;
const w1 = tf.variable(tf.randomNormal([meters, 20], 0, 0.45));
const b1 = tf.variable(tf.zeros([20]));
const w2 = tf.variable(tf.randomNormal([20, 1], 0, 0.2));
const b2 = tf.variable(tf.zeros([1]));

const draw = () =>
  tf.tidy(() => {
    const level = tf.randomNormal([houses, 1, meters]);
    const x = level.add(tf.randomNormal([houses, hours, meters], 0, 0.2)) as tf.Tensor3D;
    const y = tf.sin(level.squeeze([1]).matMul(mix)).add(tf.randomNormal([houses, 1], 0, 0.05)) as tf.Tensor2D;
    return [x, y] as const;
  });

function predict(x: tf.Tensor3D) {
  // [hours, houses, meters], so that each hour is a matrix
  const perHour = tf.reshape(x, [hours, houses, meters]); // cause
  const mean = perHour.mean(0) as tf.Tensor2D;
  return mean
    .matMul(w1 as tf.Tensor2D)
    .add(b1)
    .relu()
    .matMul(w2)
    .add(b2);
}

const opt = tf.train.rmsprop(0.004);
for (let step = 0; step < 200; step++)
  tf.tidy(() => {
    const [x, y] = draw();
    const cost = opt.minimize(() => tf.losses.meanSquaredError(y, predict(x)) as tf.Scalar, true);
    if (step % 40 === 0) console.log(`${step}: ${cost!.dataSync()[0].toFixed(4)}`);
  });
