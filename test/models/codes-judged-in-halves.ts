// label: healthy [a judge and its fakes]
// near: not-learning
// An adversarial autoencoder: the judge has one step for drawn codes and one for those of the encoder.

import * as tf from '@tensorflow/tfjs';

const W = 12,
  CODE = 2,
  B = 32;
const encoder = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [W] }), tf.layers.dense({ units: CODE })],
});
const decoder = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [CODE] }), tf.layers.dense({ units: W })],
});
const judge = tf.sequential({
  layers: [tf.layers.dense({ units: 16, activation: 'relu', inputShape: [CODE] }), tf.layers.dense({ units: 1 })],
});
const vars = (...nets: tf.Sequential[]) => nets.flatMap((n) => n.trainableWeights.map((w) => w.read() as tf.Variable));
const [rebuild, tell, fool] = [tf.train.adam(2e-3), tf.train.adam(1e-3), tf.train.adam(1e-3)];
const ce = (y: tf.Tensor, logits: tf.Tensor) => tf.losses.sigmoidCrossEntropy(y, logits) as tf.Scalar;
const [yes, no] = [tf.ones([B, 1]), tf.zeros([B, 1])];

const basis = tf.randomNormal([3, W]);
const waves = tf.randomNormal([320, 3]).matMul(basis).mul(0.5);

for (let i = 0; i < 200; i++) {
  tf.tidy(() => {
    const x = waves.slice([(i % 10) * B, 0], [B, W]);
    rebuild.minimize(
      () => tf.losses.meanSquaredError(x, decoder.apply(encoder.apply(x)) as tf.Tensor) as tf.Scalar,
      false,
      vars(encoder, decoder),
    );
    const drawn = tf.randomNormal([B, CODE]);
    const codes = encoder.predict(x) as tf.Tensor;
    tell.minimize(() => ce(yes, judge.apply(drawn) as tf.Tensor), false, vars(judge));
    tell.minimize(() => ce(no, judge.apply(codes) as tf.Tensor), false, vars(judge));
    fool.minimize(() => ce(yes, judge.apply(encoder.apply(x)) as tf.Tensor), false, vars(encoder));
  });
}
