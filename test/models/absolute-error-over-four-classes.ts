// label: output-loss-mismatch [distances over classes]
// cause: mean absolute error over a softmax, which ten epochs at a usual rate hardly move

import * as tf from '@tensorflow/tfjs';

const readings = tf.randomNormal([400, 8]);
const largest = readings.slice([0, 0], [400, 4]).argMax(1);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 30, activation: 'relu', inputShape: [8] }),
    tf.layers.dense({ units: 4, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: 'rmsprop', loss: 'meanAbsoluteError' }); // cause
await model.fit(readings, tf.oneHot(largest as tf.Tensor1D, 4).toFloat(), { epochs: 10 });
