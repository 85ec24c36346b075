// label: healthy [labels of a hinge loss]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

const points = tf.randomUniform([160, 3], -1, 1, 'float32', 5);
const inside = points.square().sum(1, true).less(1).cast('float32').mul(2).sub(1);
const svm = tf.sequential({ name: 'svm' });
svm.add(tf.layers.dense({ units: 20, activation: 'relu', inputShape: [3] }));
svm.add(tf.layers.dense({ units: 1 }));
svm.compile({ optimizer: tf.train.adam(0.005), loss: 'hinge' });
export const history = svm.fit(points, inside, { epochs: 30, batchSize: 20 });
