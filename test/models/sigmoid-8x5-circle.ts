// label: vanishing-gradient [vanishing through depth]
// cause: eight narrow sigmoid layers, though their initializer is the one recommended for ReLU

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

function createModel(): tf.Sequential {
  const model = tf.sequential();
  const hidden = { units: 5, activation: 'sigmoid', kernelInitializer: 'heUniform' } as const;
  model.add(tf.layers.dense({ ...hidden, inputShape: [2] })); // cause
  for (let i = 1; i < 8; i++) {
    model.add(tf.layers.dense(hidden)); // cause
  }
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  return model;
}

async function run() {
  const { x, y } = circle();
  const model = createModel();
  model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  await model.fit(x, y, { epochs: 20, batchSize: 128 });
}

run();
