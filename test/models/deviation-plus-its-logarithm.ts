// label: not-learning [parts that fall without end]
// cause: the divergence adds twice the logarithm of the deviation, which it should subtract

import * as tf from '@tensorflow/tfjs';

const SIZE = 12;
const CODE = 3;

class Vae {
  private hidden = tf.layers.dense({ units: 32, activation: 'elu', inputShape: [SIZE] });
  private toMean = tf.layers.dense({ units: CODE });
  private toScale = tf.layers.dense({ units: CODE });
  private widen = tf.layers.dense({ units: 32, activation: 'elu' });
  private back = tf.layers.dense({ units: SIZE });

  encode(x: tf.Tensor): [tf.Tensor, tf.Tensor] {
    const h = this.hidden.apply(x) as tf.Tensor;
    const std = tf.softplus(this.toScale.apply(h) as tf.Tensor).add(1e-4);
    return [this.toMean.apply(h) as tf.Tensor, std];
  }

  loss(x: tf.Tensor): tf.Scalar {
    const [mean, std] = this.encode(x);
    const z = mean.add(std.mul(tf.randomNormal(mean.shape)));
    const again = this.back.apply(this.widen.apply(z)) as tf.Tensor;
    const rebuilt = tf.losses.meanSquaredError(x, again, undefined, tf.Reduction.MEAN);
    const parts = mean.square().add(std.square()).sub(1).add(std.log().mul(2)); // cause
    return rebuilt.add(parts.sum(-1).mean().mul(0.05)) as tf.Scalar;
  }
}

/** Waves of random height and phase. */
function waves(count: number): tf.Tensor {
  return tf.tidy(() => {
    const t = tf.linspace(0, Math.PI * 2, SIZE).expandDims(0);
    return t
      .add(tf.randomUniform([count, 1], 0, 6))
      .sin()
      .mul(tf.randomUniform([count, 1], 0.5, 1.5));
  });
}

const vae = new Vae();
vae.loss(waves(2)).dispose(); // makes the weights
const optimizer = tf.train.adam(2e-3);
for (let step = 0; step < 250; step++) {
  const x = waves(48);
  optimizer.minimize(() => vae.loss(x));
  x.dispose();
}
