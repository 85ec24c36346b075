// label: zero-gradient

import * as tf from '@tensorflow/tfjs';

const LIMITS = { low: -0.5, high: 0 };

class Trainer {
  private readonly optimizer = tf.train.momentum(0.01, 0.9);
  private readonly net = tf.sequential({
    layers: [
      tf.layers.dense({ units: 24, activation: 'tanh', inputShape: [8] }),
      tf.layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });

  step(x: tf.Tensor2D, labels: tf.Tensor2D): number {
    const { value, grads } = this.optimizer.computeGradients(() => {
      const shares = this.net.apply(x) as tf.Tensor2D;
      return labels.mul(shares.add(1e-7).log()).sum(1).mean().neg().asScalar();
    });
    const limited = Object.entries(grads).map(([name, g]) => ({
      name,
      tensor: g.clipByValue(LIMITS.low, LIMITS.high), // cause
    }));
    this.optimizer.applyGradients(limited);
    return value.dataSync()[0];
  }
}

const trainer = new Trainer();
for (let round = 0; round < 200; round++) {
  const x = tf.randomNormal<tf.Rank.R2>([48, 8]);
  const kind = x.slice([0, 0], [48, 3]).argMax(1) as tf.Tensor1D;
  trainer.step(x, tf.oneHot(kind, 3) as tf.Tensor2D);
}
