// label: few-steps [too slow for its steps]
// cause: a single step, because fit goes over the rows once by default

import * as tf from '@tensorflow/tfjs';

const hours = tf.tensor2d([0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6], [12, 1]);
const passed = tf.tensor2d([0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1], [12, 1]);

const exam = tf.sequential({
  layers: [
    tf.layers.dense({ inputShape: [1], units: 6, activation: 'tanh', kernelInitializer: 'randomUniform' }),
    tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer: 'randomUniform' }),
  ],
});
exam.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.05) });
exam.fit(hours, passed).then(() => exam.predict(hours)); // cause
