// label: exploding-gradient or non-finite or dead-units or update-too-large [large targets]
// cause: the learning rate is far too high for targets of up to 125

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const xs = Array.from({ length: 200 }, (_, i) => (5 * ((i * 37) % 200)) / 200);
const ys = xs.map((x) => 5 * x * x + gaussian());

const model = tf.sequential();
model.add(tf.layers.dense({ units: 50, activation: 'relu', kernelInitializer: 'randomUniform', inputShape: [1] }));
model.add(tf.layers.dense({ units: 30, activation: 'relu', kernelInitializer: 'randomUniform' }));
model.add(tf.layers.dense({ units: 1, kernelInitializer: 'randomUniform' }));
model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' }); // cause

model.fit(tf.tensor2d(xs, [200, 1]), tf.tensor2d(ys, [200, 1]), { batchSize: 32, epochs: 20 });
