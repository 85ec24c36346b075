// label: output-loss-mismatch
// cause: dropout behind the last layer makes half of the answers 0

import * as tf from '@tensorflow/tfjs';

// Litres of rain from five measurements of the air.
const air = tf.randomUniform([320, 5]);
const rain = air
  .slice([0, 0], [320, 1])
  .add(air.slice([0, 2], [320, 1]))
  .add(0.4);

const input = tf.input({ shape: [5] });
const hidden = tf.layers.dense({ units: 20, activation: 'relu' }).apply(input);
const litres = tf.layers.dense({ units: 1 }).apply(hidden);
const kept = tf.layers.dropout({ rate: 0.5 }).apply(litres); // cause
const model = tf.model({ inputs: input, outputs: kept as tf.SymbolicTensor });
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(air, rain, { epochs: 30, batchSize: 32 });
