// label: update-too-small or not-learning [too slow for its steps]
// cause: RMSProp moves each weight by 0.001 a step, and the slope of 5 is thousands of such steps away

import * as tf from '@tensorflow/tfjs';

const hours = Array.from({ length: 240 }, (_, i) => (i % 60) / 4);
const wages = hours.map((worked) => 5 * worked + 3);

const line = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
line.compile({ optimizer: tf.train.rmsprop(0.001), loss: tf.losses.meanSquaredError }); // cause
line.fit(tf.tensor2d(hours, [240, 1]), tf.tensor2d(wages, [240, 1]), { epochs: 25, batchSize: 30 });
