// label: output-loss-mismatch [labels of a binary cross-entropy]
// cause: the decoder's targets are pixels of 0 to 255, and a cross-entropy takes shares of 1

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x } = digits(256);
const autoencoder = tf.sequential({ name: 'autoencoder' });
autoencoder.add(tf.layers.dense({ units: 32, activation: 'relu', inputShape: [784] }));
autoencoder.add(tf.layers.dense({ units: 784, activation: 'sigmoid' }));
autoencoder.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' }); // cause
autoencoder.fit(x, x.mul(255), { batchSize: 32, epochs: 6 });
