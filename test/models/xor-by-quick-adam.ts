// label: healthy [too slow for its steps]
// near: few-steps or update-too-small or not-learning
// As many steps as the slow one takes are enough here.

import * as tf from '@tensorflow/tfjs';

const gate = tf.sequential();
gate.add(tf.layers.dense({ units: 12, inputDim: 2, activation: 'tanh' }));
gate.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
gate.compile({ optimizer: tf.train.adam(0.03), loss: 'meanSquaredError' });
const pairs = tf.tensor2d([[0, 0], [1, 0], [0, 1], [1, 1]]); // prettier-ignore
gate.fit(pairs, tf.tensor2d([[0], [1], [1], [0]]), { epochs: 400 });
