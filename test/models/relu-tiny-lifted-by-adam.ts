// label: borderline [vanishing through depth]
// near: vanishing-gradient
// Five ReLU layers with tiny weights at the start: a plateau of a hundred steps, from which Adam lifts them anyway.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin(320);
const kernelInitializer = tf.initializers.randomNormal({ stddev: 0.01 });
const model = tf.sequential();
model.add(tf.layers.dense({ units: 24, activation: 'relu', kernelInitializer, inputShape: [9] }));
for (let i = 1; i < 5; i++) model.add(tf.layers.dense({ units: 24, activation: 'relu', kernelInitializer }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
model.fit(x, y, { batchSize: 32, epochs: 60 });
