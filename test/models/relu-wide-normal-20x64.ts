// label: exploding-gradient or saturated-activation [exploding through depth]
// cause: kernels drawn with a standard deviation of 0.3, where He asks for 0.18

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

function deep(stddev: number): tf.LayersModel {
  const input = tf.input({ shape: [784] });
  let hidden: tf.SymbolicTensor = input;
  for (let i = 0; i < 20; i++) {
    const layer = tf.layers.dense({
      units: 64,
      activation: 'relu',
      kernelInitializer: tf.initializers.randomNormal({ stddev }),
    }); // cause
    hidden = layer.apply(hidden) as tf.SymbolicTensor;
  }
  const scores = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(hidden) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: scores });
}

const model = deep(0.3);
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });
const { x, y } = digits();
model.fit(x, y, { batchSize: 128, epochs: 3 });
