// label: not-learning
// cause: three convolutions that start with a deviation of 0.01 hand on no signal, and plain steps move one bias

import * as tf from '@tensorflow/tfjs';
import { pictures } from './data';

const model = tf.sequential();
const kernelInitializer = tf.initializers.randomNormal({ mean: 0, stddev: 0.01, seed: 7 });
const convolution = { filters: 4, kernelSize: 3, activation: 'tanh', kernelInitializer } as const;
model.add(tf.layers.conv2d({ ...convolution, inputShape: [12, 12, 3] })); // cause
model.add(tf.layers.conv2d(convolution)); // cause
model.add(tf.layers.conv2d(convolution)); // cause
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.02), loss: 'categoricalCrossentropy' });

const { x, y } = pictures(320, 12);
void model.fit(x, y, { batchSize: 32, epochs: 60 });
