// label: healthy [numbers of classes]
// not: output-loss-mismatch
// A class for each of six letters of a row, numbered from 0.

import * as tf from '@tensorflow/tfjs';

const letters = tf.randomUniform([160, 6], 0, 4, 'int32');
const next = letters.add(1).mod(tf.scalar(4, 'int32')).toFloat().expandDims(2);
const model = tf.sequential();
model.add(tf.layers.embedding({ inputDim: 4, outputDim: 8, inputLength: 6 }));
model.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 4, activation: 'softmax' }) }));
model.compile({ optimizer: tf.train.adam(0.03), loss: 'sparseCategoricalCrossentropy' });
model.fit(letters.toFloat(), next, { epochs: 12, batchSize: 16 });
