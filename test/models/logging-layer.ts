// label: healthy [values off the tape]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

const seen: number[] = [];

/** Notes the largest number that passes, and hands its input on. */
class Watch extends tf.layers.Layer {
  static className = 'WatchLargest';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    seen.push(x.max().dataSync()[0]);
    return x.clone();
  }
}

const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [6] }));
model.add(new Watch({}));
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.adam(0.01) });
const x = tf.randomNormal([240, 6]);
model.fit(x, tf.oneHot(x.slice([0, 0], [240, 3]).argMax(1), 3), { epochs: 4, batchSize: 32 });
