// label: not-learning [a judge and its fakes]
// cause: the generator compares the judge's answers with the label of fakes

import * as tf from '@tensorflow/tfjs';

class RingGan {
  private readonly noise = 5;
  private readonly batch = 40;
  readonly generator = tf.sequential({
    layers: [
      tf.layers.dense({ units: 20, activation: 'tanh', inputShape: [5] }),
      tf.layers.dense({ units: 20, activation: 'tanh' }),
      tf.layers.dense({ units: 2 }),
    ],
  });
  readonly discriminator = tf.sequential({
    layers: [
      tf.layers.dense({ units: 32, activation: 'relu', inputShape: [2] }),
      tf.layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  });
  private readonly opt = { g: tf.train.adam(1e-3, 0.5), d: tf.train.adam(1e-3, 0.5) };

  private list(model: tf.Sequential): tf.Variable[] {
    return model.trainableWeights.map((weight) => weight.read() as tf.Variable);
  }

  private bce(label: number, x: tf.Tensor): tf.Scalar {
    const p = this.discriminator.apply(x) as tf.Tensor;
    return tf.losses.logLoss(tf.fill(p.shape, label), p) as tf.Scalar;
  }

  step(real: tf.Tensor2D): void {
    const z = tf.randomNormal([this.batch, this.noise]);
    this.opt.d.minimize(
      () => {
        const fake = this.generator.apply(z) as tf.Tensor;
        return tf.add(this.bce(0.9, real), this.bce(0, fake)) as tf.Scalar;
      },
      false,
      this.list(this.discriminator),
    );
    this.opt.g.minimize(
      () => {
        const fake = this.generator.apply(z) as tf.Tensor;
        return this.bce(0, fake); // cause
      },
      false,
      this.list(this.generator),
    );
    z.dispose();
  }
}

async function run() {
  const gan = new RingGan();
  const angles = tf.range(0, 400).mul((2 * Math.PI) / 400);
  const ring = tf.stack([angles.cos(), angles.sin()], 1) as tf.Tensor2D;
  for (let i = 0; i < 300; i++) {
    const real = ring.slice([(i * 40) % 400, 0], [40, 2]);
    gan.step(real);
    real.dispose();
    if (i % 50 === 0) await tf.nextFrame();
  }
}

run();
