// label: borderline [rate too low]
// near: update-too-small
// Frozen features and steps that are small on purpose.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const features = tf.layers.dense({ units: 32, activation: 'relu', inputShape: [9], trainable: false });
const top = tf.layers.dense({ units: 1 });
const model = tf.sequential({ layers: [features, top] });
model.compile({ optimizer: tf.train.adam(1e-5), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 10 });
