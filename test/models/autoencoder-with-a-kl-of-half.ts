// label: healthy [parts that fall without end]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// The usual form: -0.5 times the sum of 1 + logVar - mean² - exp(logVar).
const [batch, latent, width] = [50, 2, 6];
const origins = tf.randomNormal([600, latent]);
const data = origins.matMul(tf.randomNormal([latent, width])).tanh();

const encoder = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [width] }),
    tf.layers.dense({ units: 2 * latent }),
  ],
});
const decoder = tf.sequential({
  layers: [tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [latent] }), tf.layers.dense({ units: width })],
});
const optimizer = tf.train.adam(0.005);

for (let step = 0; step < 240; step++) {
  const x = data.slice([(step % 12) * batch, 0], [batch, width]);
  optimizer.minimize(() => {
    const [mean, logVar] = tf.split(encoder.apply(x) as tf.Tensor, 2, 1);
    const z = logVar
      .mul(0.5)
      .exp()
      .mul(tf.randomNormal([batch, latent]))
      .add(mean);
    const error = (decoder.apply(z) as tf.Tensor).sub(x).square().sum(1).mean();
    const kl = tf.scalar(1).add(logVar).sub(mean.square()).sub(logVar.exp()).sum(1).mul(-0.5).mean();
    return error.add(kl.mul(0.05)) as tf.Scalar;
  });
  x.dispose();
}
