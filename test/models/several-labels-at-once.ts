// label: healthy [raw outputs in a cross-entropy; labels of a binary cross-entropy]
// near: output-loss-mismatch
// An example may have several labels: one sigmoid each, and soft labels besides.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x } = lin(320);
const labels = x.slice([0, 0], [320, 4]).greater(0).toFloat().mul(0.9).add(0.05);
const tagger = tf.sequential({ layers: [tf.layers.dense({ units: 4, activation: 'sigmoid', inputShape: [9] })] });
tagger.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' });
tagger.fit(x, labels, { epochs: 8 });
