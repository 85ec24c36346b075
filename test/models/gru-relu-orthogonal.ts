// label: healthy [exploding through time]
// near: exploding-gradient

import * as tf from '@tensorflow/tfjs';

const steps = 24;
const signal = tf.randomNormal([80, steps, 1], 0, 1, 'float32', 22);
const last = signal.slice([0, steps - 1, 0], [80, 1, 1]).reshape([80, 1]);
const model = tf.sequential();
model.add(tf.layers.gru({ units: 24, activation: 'relu', inputShape: [steps, 1] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
void model.fit(signal, last, { epochs: 12, batchSize: 16 });
