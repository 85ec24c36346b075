// label: zero-gradient [values off the tape]
// cause: a quantizer looks the nearest code up outside of tfjs, so that the encoder before it never learns

import * as tf from '@tensorflow/tfjs';

class Quantizer extends tf.layers.Layer {
  static className = 'NearestCode';
  private readonly codes = [-1, -0.5, 0, 0.5, 1];
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const given = Array.isArray(inputs) ? inputs[0] : inputs;
    const rows = given.arraySync() as number[][]; // cause
    const nearest = (value: number) =>
      this.codes.reduce((best, code) => (Math.abs(code - value) < Math.abs(best - value) ? code : best));
    return tf.tensor2d(rows.map((row) => row.map(nearest)));
  }
}

const input = tf.input({ shape: [10] });
const encoded = tf.layers.dense({ units: 6, activation: 'tanh', name: 'encoder' }).apply(input);
const quantized = new Quantizer({}).apply(encoded) as tf.SymbolicTensor;
const decoded = tf.layers.dense({ units: 10, name: 'decoder' }).apply(quantized) as tf.SymbolicTensor;
const autoencoder = tf.model({ inputs: input, outputs: decoded });
autoencoder.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.005) });
const data = tf.randomNormal([128, 10]);
autoencoder.fit(data, data, { epochs: 5, batchSize: 32 });
