// label: vanishing-gradient [vanishing through time]
// cause: a simple recurrent layer that has to remember its first input for 80 steps

import * as tf from '@tensorflow/tfjs';

const STEPS = 80;

const model = tf.sequential();
model.add(tf.layers.simpleRNN({ units: 16, inputShape: [STEPS, 1] })); // cause
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });

const sequences = tf.randomNormal([256, STEPS, 1]);
const first = sequences.slice([0, 0, 0], [-1, 1, 1]).reshape([256, 1]);
model.fit(sequences, first, { batchSize: 32, epochs: 5 });
