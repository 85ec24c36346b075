// label: zero-gradient

import * as tf from '@tensorflow/tfjs';

const model = tf.sequential({
  layers: [tf.layers.dense({ units: 20, inputShape: [6], activation: 'relu' }), tf.layers.dense({ units: 1 })],
});
const optimizer = tf.train.sgd(0.05);
const x = tf.randomNormal([256, 6]);
const y = x
  .slice([0, 0], [256, 1])
  .sub(x.slice([0, 1], [256, 1]))
  .sub(1);

for (let step = 0; step < 400; step++) {
  tf.tidy(() => {
    const error = () => tf.losses.meanSquaredError(y, model.predict(x) as tf.Tensor).asScalar();
    const { value, grads } = tf.variableGrads(error);
    const clipped: tf.NamedTensorMap = {};
    for (const name of Object.keys(grads)) {
      clipped[name] = tf.clipByValue(grads[name], 0, 1); // cause
    }
    optimizer.applyGradients(clipped);
    if (step % 50 === 0) value.print();
  });
}
