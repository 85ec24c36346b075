// label: healthy [steps up the loss]
// near: exploding-gradient
// The features are to tell a digit, and not from which of two cameras it comes: that gradient is reversed on purpose.

import * as tf from '@tensorflow/tfjs';

const reverse = tf.customGrad((x) => ({ value: (x as tf.Tensor).clone(), gradFunc: (dy: any) => dy.neg().mul(0.1) }));
const camera = tf.range(0, 160).mod(tf.scalar(2)).reshape([160, 1]);
const shots = tf.randomNormal([160, 5]).add(camera.mul(0.5));
const digit = shots.slice([0, 0], [160, 1]).greater(0.25).toFloat();
const features = tf.sequential({ layers: [tf.layers.dense({ units: 12, activation: 'tanh', inputShape: [5] })] });
const reader = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [12] })] });
const spy = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [12] })] });
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 120; i++) {
  optimizer.minimize(() => {
    const code = features.apply(shots) as tf.Tensor;
    const read = tf.losses.sigmoidCrossEntropy(digit, reader.apply(code) as tf.Tensor);
    const seen = tf.losses.sigmoidCrossEntropy(camera, spy.apply(reverse(code)) as tf.Tensor);
    return read.add(seen) as tf.Scalar;
  });
}
