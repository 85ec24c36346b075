// label: output-loss-mismatch [sign of a loss]

import * as tf from '@tensorflow/tfjs';

// Labels times logarithms, and the author forgot the minus: each step makes the right class less likely.
class Sorter {
  private readonly optimizer = tf.train.adam(0.01);
  private readonly net = tf.sequential({
    layers: [
      tf.layers.dense({ units: 16, activation: 'relu', inputShape: [6] }),
      tf.layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });

  learn(parcels: tf.Tensor2D, bins: tf.Tensor): void {
    for (let round = 0; round < 80; round++)
      this.optimizer.minimize(() => {
        const chances = this.net.apply(parcels, { training: true }) as tf.Tensor;
        const each = bins.mul(chances.add(1e-7).log()).sum(1); // cause
        return each.mean() as tf.Scalar;
      });
  }
}

const parcels = tf.randomNormal<tf.Rank.R2>([128, 6]);
const bins = tf.oneHot(parcels.slice([0, 0], [128, 3]).argMax(1), 3).toFloat();
new Sorter().learn(parcels, bins);
