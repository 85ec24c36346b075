// label: zero-gradient or output-loss-mismatch [one unit for classes; guessed numbers]
// cause: a softmax over a single unit, in a file that exports its model

import * as tf from '@tensorflow/tfjs';

const model = tf.sequential();
model.add(tf.layers.conv2d({ inputShape: [12, 12, 3], filters: 4, kernelSize: 3, activation: 'relu' }));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 1, activation: 'softmax' })); // cause
model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
export default model;
