// label: healthy [vanishing through time]
// not: vanishing-gradient

import * as tf from '@tensorflow/tfjs';

const STEPS = 30;

const model = tf.sequential();
model.add(tf.layers.lstm({ units: 32, inputShape: [STEPS, 2] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });

const x = tf.randomUniform([256, STEPS, 2]);
const y = x.slice([0, 0, 0], [-1, -1, 1]).mean(1);
model.fit(x, y, { batchSize: 32, epochs: 5 });
