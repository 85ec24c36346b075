// label: not-learning [parts that fall without end]
// cause: exp(logVariance) and logVariance are added up

import * as tf from '@tensorflow/tfjs';

const latent = 4;

const encoder = tf.sequential();
encoder.add(tf.layers.dense({ units: 40, activation: 'relu', inputShape: [16] }));
encoder.add(tf.layers.dense({ units: 2 * latent }));
const decoder = tf.sequential();
decoder.add(tf.layers.dense({ units: 40, activation: 'relu', inputShape: [latent] }));
decoder.add(tf.layers.dense({ units: 16, activation: 'sigmoid' }));

// 4x4 pictures of a bar, upright or lying
function bars(n: number) {
  const rows: number[][] = [];
  for (let i = 0; i < n; i++) {
    const at = Math.floor(Math.random() * 4);
    const lying = Math.random() < 0.5;
    rows.push(Array.from({ length: 16 }, (_, p) => ((lying ? Math.floor(p / 4) : p % 4) === at ? 0.95 : 0.05)));
  }
  return tf.tensor2d(rows);
}

function kl(mean: tf.Tensor, logVariance: tf.Tensor) {
  const spread = tf.add(tf.exp(logVariance), logVariance); // cause
  return tf.mean(tf.sum(tf.sub(tf.add(tf.square(mean), spread), 1), 1)).mul(0.5);
}

const opt = tf.train.adam(1e-3);
async function run() {
  for (let epoch = 0; epoch < 12; epoch++) {
    for (let b = 0; b < 20; b++) {
      const x = bars(32);
      opt.minimize(() => {
        const code = encoder.apply(x) as tf.Tensor2D;
        const mean = code.slice([0, 0], [-1, latent]);
        const logVariance = code.slice([0, latent], [-1, latent]);
        const noise = tf.randomNormal([32, latent]);
        const z = mean.add(noise.mul(tf.exp(logVariance.div(2))));
        const p = (decoder.apply(z) as tf.Tensor).clipByValue(1e-5, 1 - 1e-5);
        const entropy = x
          .mul(p.log())
          .add(tf.sub(1, x).mul(tf.sub(1, p).log()))
          .sum(1)
          .mean()
          .neg();
        return entropy.add(kl(mean, logVariance)) as tf.Scalar;
      });
      x.dispose();
    }
    await tf.nextFrame();
  }
}
void run();
