// label: healthy [labels of a hinge loss]
// near: output-loss-mismatch
// Labels of -1 and 1 are what a hinge takes, over a head without bounds.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x } = lin(320);
const signs = x.slice([0, 0], [320, 2]).sum(1, true).sign();
const machine = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [9] })] });
machine.compile({ optimizer: tf.train.sgd(0.05), loss: 'hinge' });
machine.fit(x, signs, { epochs: 10 });
