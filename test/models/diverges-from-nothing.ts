// label: exploding-gradient [rate too high]
// cause: a rate at which each step overshoots, once the second batch has a loss at all

import * as tf from '@tensorflow/tfjs';

const [days, size] = [200, 20];
const weather = tf.randomNormal([days, 3]);
const isOpen = tf.range(0, days).greaterEqual(size).toFloat().reshape([days, 1]);
const sold = weather.matMul(tf.tensor2d([[1], [2], [-1]])).mul(isOpen);
const weights = tf.variable(tf.zeros([3, 1]));
const optimizer = tf.train.sgd(5); // cause
for (let epoch = 0; epoch < 20; epoch++)
  for (let day = 0; day < days; day += size)
    optimizer.minimize(() => {
      const answer = weather.slice([day, 0], [size, 3]).matMul(weights);
      return answer
        .sub(sold.slice([day, 0], [size, 1]))
        .square()
        .mean();
    });
