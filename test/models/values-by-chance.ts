// label: healthy [nothing learned]
// not: not-learning
// Random targets under a penalty: nothing can be learned, which is not the penalty's doing.

import * as tf from '@tensorflow/tfjs';

async function demo() {
  const inputs = tf.randomNormal([400, 6]);
  const targets = tf.randomNormal([400, 2]);
  const regression = tf.sequential({
    layers: [
      tf.layers.dense({ units: 24, activation: 'relu', inputShape: [6], kernelRegularizer: 'l1l2' }),
      tf.layers.dense({ units: 2 }),
    ],
  });
  regression.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
  await regression.fit(inputs, targets, { epochs: 4 });
}

void demo();
