// label: healthy [rows shuffled apart]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

/** The rows of the inputs are shuffled and those of the labels are not: information, no alarm. */
const cells = tf.randomUniform([300, 6], 0, 1, 'float32', 31);
const types = tf.oneHot(cells.slice([0, 2], [300, 1]).mul(2.99).floor().cast('int32').reshape([300]), 3);
const order = tf.util.createShuffledIndices(300);
const shuffled = tf.gather(cells, tf.tensor1d(Array.from(order), 'int32'));

const model = tf.sequential();
model.add(tf.layers.dense({ units: 14, activation: 'relu', inputShape: [6] }));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(shuffled, types, { epochs: 25 });
