// label: exploding-gradient or update-too-large or dead-units or non-finite or saturated-activation [rate of Adadelta]
// cause: Adadelta with a rate of 1 in a loop of the code's own

import * as tf from '@tensorflow/tfjs';

const km = tf.randomUniform([120, 2], 0, 6);
const fare = km.mul([2.5, 1]).sum(1, true).add(3);
const net = [tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }), tf.layers.dense({ units: 1 })].reduce(
  (model, layer) => (model.add(layer), model),
  tf.sequential(),
);
const optimizer = tf.train.adadelta(1.0); // cause
for (let i = 0; i < 100; i++) {
  const loss = optimizer.minimize(
    () => tf.losses.meanSquaredError(fare, net.apply(km) as tf.Tensor) as tf.Scalar,
    true,
  );
  if (i % 20 === 0) console.log(loss!.dataSync()[0]);
}
