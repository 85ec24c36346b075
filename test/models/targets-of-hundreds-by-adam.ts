// label: healthy [large targets]
// near: unscaled-data
// Rents of some hundreds, at a rate that gets there in the epochs given.

import * as tf from '@tensorflow/tfjs';

const flats = tf.randomUniform([200, 3]);
const rents = flats.matMul(tf.tensor2d([[300], [150], [80]])).add(150);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [3] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.1), loss: 'meanSquaredError' });
model.fit(flats, rents, { epochs: 60, batchSize: 20 });
