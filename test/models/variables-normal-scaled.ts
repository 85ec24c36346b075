// label: healthy [one kernel over its fan-in norm]
// near: exploding-gradient

import * as tf from '@tensorflow/tfjs';

const kernel = (inputs: number, units: number) =>
  tf.variable(tf.randomNormal([inputs, units]).mul(Math.sqrt(2 / inputs)));
const weights = [kernel(300, 64), kernel(64, 32), kernel(32, 3)];
const spectra = tf.randomNormal([150, 300]);
const metals = tf.oneHot(spectra.slice([0, 0], [150, 3]).argMax(1), 3).toFloat();
const optimizer = tf.train.adam(0.002);
for (let step = 0; step < 100; step++) {
  optimizer.minimize(() => {
    const [first, second, third] = weights;
    const logits = spectra.matMul(first).relu().matMul(second).relu().matMul(third);
    return tf.losses.softmaxCrossEntropy(metals, logits);
  });
}
