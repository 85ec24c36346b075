// label: non-finite [not finite in a layer]
// cause: a division by a length of zero, in a layer of the user's own that scales rows to length 1

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

class UnitLength extends tf.layers.Layer {
  static className = 'UnitLength';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return x.div(x.square().sum(-1, true).sqrt()); // cause
  }
}

const { y } = digits(320);
const x = tf
  .randomNormal([320, 20])
  .relu()
  .mul(tf.randomUniform([320, 1]).greater(0.1).toFloat());
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', useBias: false, inputShape: [20] }));
model.add(new UnitLength({}));
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(x, y, { batchSize: 32, epochs: 2 });
