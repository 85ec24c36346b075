// label: healthy [too slow for its steps]
// near: update-too-small or not-learning
// Adam's steps do not depend on the size of the gradient.

import * as tf from '@tensorflow/tfjs';

const width = 240;
const spoken = tf.randomNormal([160, width], 0, 0.4);
const meant = spoken.matMul(tf.randomNormal([width, width], 0, Math.sqrt(1 / width))) as tf.Tensor2D;

const translate = tf.sequential({ layers: [tf.layers.dense({ inputShape: [width], units: width, useBias: false })] });
translate.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
translate.fit(spoken, meant, { epochs: 40, batchSize: 32 });
