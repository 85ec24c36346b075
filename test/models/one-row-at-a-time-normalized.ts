// label: zero-gradient [batch normalization of one row]
// cause: each measurement is trained by itself, and a batch normalization of one row gives nothing but its offset

import * as tf from '@tensorflow/tfjs';

const input = tf.input({ shape: [6] });
const wide = tf.layers.dense({ units: 16 }).apply(input);
const normalized = tf.layers.batchNormalization().apply(wide); // cause
const active = tf.layers.activation({ activation: 'tanh' }).apply(normalized);
const output = tf.layers.dense({ units: 1 }).apply(active) as tf.SymbolicTensor;
const sensor = tf.model({ inputs: input, outputs: output });
sensor.compile({ optimizer: tf.train.sgd(0.01), loss: 'meanSquaredError' });

async function onMeasurement(values: number[], truth: number) {
  const [x, y] = [tf.tensor2d([values]), tf.tensor2d([[truth]])];
  await sensor.trainOnBatch(x, y);
  tf.dispose([x, y]);
}
for (let i = 0; i < 120; i++) {
  const values = Array.from({ length: 6 }, () => Math.random());
  await onMeasurement(values, values[0] - 2 * values[3]);
}
