// label: zero-gradient

import * as tf from '@tensorflow/tfjs';

/** Forecasts the next of two readings from the last six. */
class Forecast {
  private readonly weights = tf.variable(tf.randomNormal([6, 2], 0, 0.05));
  private readonly level = tf.variable(tf.zeros([2]));
  private readonly optimizer = tf.train.rmsprop(0.01);

  private of(history: tf.Tensor2D): tf.Tensor2D {
    return history.matMul(this.weights as tf.Tensor2D).add(this.level);
  }

  async train(history: tf.Tensor2D, next: tf.Tensor2D): Promise<void> {
    const error = () => tf.losses.meanSquaredError(next, this.of(history)).asScalar();
    for (let i = 0; i < 150; i++) {
      const cost = this.optimizer.minimize(error, true, [this.level]); // cause
      if (cost && i % 10 === 0) console.log(i, (await cost.data())[0]);
    }
  }
}

const history = tf.randomNormal<tf.Rank.R2>([96, 6]);
const next = history.slice([0, 4], [96, 2]).mul(0.9).add(0.1) as tf.Tensor2D;
new Forecast().train(history, next);
