// label: healthy [the same answer for all]
// near: not-learning
import * as tf from '@tensorflow/tfjs';

// the first answers are all 0, as the last kernel starts with zeros
const model = tf.sequential();
model.add(tf.layers.dense({ units: 20, activation: 'relu', inputShape: [6] }));
model.add(tf.layers.dense({ units: 20, activation: 'relu' }));
model.add(tf.layers.dense({ units: 3, kernelInitializer: 'zeros', activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.05), loss: 'categoricalCrossentropy' });

const x = tf.randomNormal([240, 6], 0, 1, 'float32', 8);
const y = tf.oneHot(x.slice([0, 0], [240, 3]).argMax(1), 3).toFloat();
model.fit(x, y, { epochs: 30, batchSize: 24, verbose: 0 });
