// label: exploding-gradient or saturated-activation [exploding through depth; saturated hidden layers]
// cause: kernels drawn with a standard deviation of 0.5: the gradient explodes first, then every tanh is at its end

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const init = tf.initializers.randomNormal({ mean: 0, stddev: 0.5 });
const layers: tf.layers.Layer[] = [];
for (let i = 0; i < 20; i++) {
  layers.push(
    tf.layers.dense({ units: 64, activation: 'tanh', kernelInitializer: init, ...(i === 0 && { inputShape: [784] }) }), // cause
  );
}
layers.push(tf.layers.dense({ units: 10, activation: 'softmax' }));

const model = tf.sequential({ layers });
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
const { x, y } = digits();
model.fit(x, y, { batchSize: 128, epochs: 3 });
