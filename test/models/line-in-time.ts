// label: healthy [too slow for its steps]
// near: update-too-small
// The same slope from afar at a hundred times the rate: it is reached long before the epochs end.

import * as tf from '@tensorflow/tfjs';

const hours = Array.from({ length: 240 }, (_, i) => (i % 60) / 4);
const wages = hours.map((worked) => 5 * worked + 3);

const line = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
line.compile({ optimizer: tf.train.rmsprop(0.1), loss: tf.losses.meanSquaredError });
line.fit(tf.tensor2d(hours, [240, 1]), tf.tensor2d(wages, [240, 1]), { epochs: 25, batchSize: 30 });
