// label: healthy [not finite in a layer]
// near: non-finite

import * as tf from '@tensorflow/tfjs';

class UnitLength extends tf.layers.Layer {
  static className = 'UnitLengthOfAny';
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return x.div(x.square().sum(-1, true).add(1e-6).sqrt());
  }
}

const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [6] }));
model.add(new UnitLength({}));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });

const x = tf.randomNormal([256, 6]).mul(tf.randomUniform([256, 1]).greater(0.1).toFloat());
model.fit(x, x.slice([0, 0], [256, 2]).sum(1, true), { batchSize: 32, epochs: 4 });
