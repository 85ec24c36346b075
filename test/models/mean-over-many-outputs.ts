// label: update-too-small [too slow for its steps]
// cause: the mean over 240 outputs divides the gradient of each by 240, so that SGD's default rate hardly moves it

import * as tf from '@tensorflow/tfjs';

const width = 240;
const spoken = tf.randomNormal([160, width], 0, 0.4);
const meant = spoken.matMul(tf.randomNormal([width, width], 0, Math.sqrt(1 / width))) as tf.Tensor2D;

const translate = tf.sequential({ layers: [tf.layers.dense({ inputShape: [width], units: width, useBias: false })] });
translate.compile({ loss: 'meanSquaredError', optimizer: 'sgd' }); // cause
translate.fit(spoken, meant, { epochs: 40, batchSize: 32 });
