// label: non-finite [not finite in a layer; not finite in a late step]
// cause: a layer takes the logarithm of counts, one of which is zero in a later batch

import * as tf from '@tensorflow/tfjs';

class LogCounts extends tf.layers.Layer {
  static className = 'LogCounts';
  constructor() {
    super({});
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const counts = inputs instanceof tf.Tensor ? inputs : inputs[0];
    return tf.log(counts); // cause
  }
}
tf.serialization.registerClass(LogCounts);

const some = () => 1 + Math.floor(9 * Math.random());
const visits = Array.from({ length: 240 }, (_, i) => [i === 130 ? 0 : some(), some()]);
const net = tf.sequential();
net.add(tf.layers.reshape({ targetShape: [2], inputShape: [2] }));
net.add(new LogCounts());
net.add(tf.layers.dense({ units: 12, activation: 'relu' }));
net.add(tf.layers.dense({ units: 1 }));
net.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
net.fit(tf.tensor2d(visits), tf.tensor2d(visits.map(([a, b]) => [Math.sqrt(a * b)])), {
  epochs: 4,
  batchSize: 20,
  shuffle: false,
});
