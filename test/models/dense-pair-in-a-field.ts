// label: zero-gradient

import * as tf from '@tensorflow/tfjs';

/** Squeezes channels and weighs them again. */
class ChannelGate extends tf.layers.Layer {
  static className = 'ChannelGate';
  squeeze = tf.layers.dense({ units: 2, activation: 'relu' }); // cause
  excite = tf.layers.dense({ units: 24, activation: 'sigmoid' }); // cause
  mix = tf.layers.dense({ units: 2, activation: 'tanh' }); // cause

  computeOutputShape([rows]: tf.Shape): tf.Shape {
    return [rows, 2];
  }

  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const gates = this.excite.apply(this.squeeze.apply(x)) as tf.Tensor;
    return this.mix.apply(x.mul(gates)) as tf.Tensor;
  }
}

const signals = tf.randomNormal([320, 24]);
const labels = tf.tidy(() => {
  const first = signals.slice([0, 3], [320, 1]);
  const second = signals.slice([0, 11], [320, 1]);
  return first.mul(second).greater(0).toFloat();
});
const input = tf.input({ shape: [24] });
const gated = new ChannelGate().apply(input) as tf.SymbolicTensor;
const model = tf.model({
  inputs: input,
  outputs: tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(gated) as tf.SymbolicTensor,
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(signals, labels, { epochs: 40, batchSize: 32 });
