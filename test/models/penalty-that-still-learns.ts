// label: healthy [penalty of the weights]
// near: not-learning
// The penalty is most of the loss at first, but the answers get better than the mean all the same.

import * as tf from '@tensorflow/tfjs';

const x = tf.randomNormal([256, 4]);
const model = tf.sequential();
for (const units of [64, 1])
  model.add(
    tf.layers.dense({
      units,
      activation: units > 1 ? 'relu' : 'linear',
      kernelRegularizer: tf.regularizers.l2({ l2: 0.8 }),
      ...(units > 1 ? { inputShape: [4] } : {}),
    }),
  );
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.sgd(0.01) });
model.fit(x, x.sum(1, true), { epochs: 100 });
