// label: healthy [dead by a step; rate too high]
// near: update-too-large
// Adam's first steps move a wide layer far at 0.01, and it trains well.

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(640);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 128, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [784] }));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 64, epochs: 3 });
