// label: not-learning [dropout that leaves few units]
// cause: dropout that leaves one or two of 12 units, twice, before a softmax of three classes

import * as tf from '@tensorflow/tfjs';

const input = tf.input({ shape: [5] });
let hidden = tf.layers.dense({ units: 12, activation: 'relu' }).apply(input);
hidden = tf.layers.dropout({ rate: 0.9 }).apply(hidden); // cause
hidden = tf.layers.dense({ units: 12, activation: 'relu' }).apply(hidden);
hidden = tf.layers.dropout({ rate: 0.9 }).apply(hidden);
const classes = tf.layers.dense({ units: 3, activation: 'softmax' }).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: classes });
model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.adam(0.003) });
const x = tf.randomNormal([240, 5]);
model.fit(x, tf.oneHot(x.slice([0, 0], [240, 3]).argMax(1), 3), { epochs: 40, batchSize: 24 });
