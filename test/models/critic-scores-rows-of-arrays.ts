// label: not-learning [a judge and its fakes]
// cause: the critic scores an array of the fakes, which has no gradient back to them

import * as tf from '@tensorflow/tfjs';

class Upscaler {
  readonly low = 4;
  readonly high = 12;
  maker: tf.LayersModel;
  critic: tf.LayersModel;
  private m = tf.train.adam(1e-3);
  private c = tf.train.rmsprop(5e-4);

  constructor() {
    const coarse = tf.input({ shape: [this.low] });
    const hidden = tf.layers.dense({ units: 30, activation: 'relu' }).apply(coarse);
    const fine = tf.layers.dense({ units: this.high }).apply(hidden) as tf.SymbolicTensor;
    this.maker = tf.model({ inputs: coarse, outputs: fine });

    const row = tf.input({ shape: [this.high] });
    const seen = tf.layers.dense({ units: 30, activation: 'elu' }).apply(row);
    const score = tf.layers.dense({ units: 1 }).apply(seen) as tf.SymbolicTensor;
    this.critic = tf.model({ inputs: row, outputs: score });
  }

  async train(rounds: number) {
    for (let round = 0; round < rounds; round++) {
      const fine = this.rows();
      const coarse = fine.reshape([32, this.low, 3]).mean(2);
      const fake = this.maker.predict(coarse) as tf.Tensor;
      this.c.minimize(
        () => {
          const real = (this.critic.apply(fine) as tf.Tensor).mean();
          return (this.critic.apply(fake) as tf.Tensor).mean().sub(real) as tf.Scalar;
        },
        false,
        this.critic.trainableWeights.map((w) => w.read() as tf.Variable),
      );
      for (const w of this.critic.trainableWeights) {
        const v = w.read() as tf.Variable;
        v.assign(v.clipByValue(-0.1, 0.1));
      }
      this.m.minimize(
        () => {
          const made = this.maker.apply(coarse) as tf.Tensor2D;
          const error = made.sub(fine).abs().mean();
          const scores = this.critic.apply(tf.tensor2d(made.arraySync())) as tf.Tensor;
          return error.sub(scores.mean().mul(0.1)) as tf.Scalar; // cause
        },
        false,
        this.maker.trainableWeights.map((w) => w.read() as tf.Variable),
      );
      if (round % 25 === 0) await tf.nextFrame();
    }
  }

  private rows(): tf.Tensor2D {
    const steps = tf.randomUniform([32, this.high], -0.3, 0.4);
    return tf.cumsum(steps, 1) as tf.Tensor2D;
  }
}

new Upscaler().train(120);
