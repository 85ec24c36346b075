// label: healthy [vanishing through time]
// near: vanishing-gradient
// The oldest steps get next to no gradient, and the answer is the sum of the last two.

import * as tf from '@tensorflow/tfjs';

const STEPS = 40;
const model = tf.sequential();
model.add(tf.layers.simpleRNN({ units: 12, inputShape: [STEPS, 1] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
const series = tf.randomUniform([192, STEPS, 1], -1, 1);
const sums = series.slice([0, STEPS - 2, 0], [192, 2, 1]).sum(1);
model.fit(series, sums, { epochs: 20, batchSize: 32 });
