// label: not-learning

import * as tf from '@tensorflow/tfjs';

function classifier(kinds: number): tf.LayersModel {
  const features = tf.input({ shape: [10] });
  const softmax = { activation: 'softmax' } as const;
  let x = tf.layers.dense({ units: 48, ...softmax }).apply(features); // cause
  x = tf.layers.dropout({ rate: 0.1 }).apply(x);
  x = tf.layers.dense({ units: 24, ...softmax }).apply(x);
  const answers = tf.layers.dense({ units: kinds, ...softmax }).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: features, outputs: answers });
}

const x = tf.randomUniform([480, 10], -1, 1);
const kinds = x.slice([0, 2], [480, 4]).argMax(1).toFloat();
const model = classifier(4);
model.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
model.fit(x, kinds, { batchSize: 24, epochs: 12 });
