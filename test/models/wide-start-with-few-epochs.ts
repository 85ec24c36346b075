// label: exploding-gradient [one kernel over its fan-in norm]
// cause: kernels drawn with a deviation of 3; all epochs of the code leave the loss dozens of times over that of guessing

import * as tf from '@tensorflow/tfjs';

const shared = {
  activation: 'relu' as const,
  kernelInitializer: tf.initializers.randomNormal({ mean: 0, stddev: 3 }),
};

class Prices {
  private readonly net = tf.sequential();

  constructor(private readonly hidden: readonly number[] = [64, 64, 64]) {}

  compile(): this {
    this.hidden.forEach((units, i) => {
      this.net.add(tf.layers.dense({ ...shared, units, ...(i === 0 && { inputShape: [10] }) })); // cause
    });
    this.net.add(tf.layers.dense({ units: 1 }));
    this.net.compile({ optimizer: tf.train.adam(), loss: 'meanAbsoluteError' });
    return this;
  }

  fit(x: tf.Tensor2D, y: tf.Tensor2D): Promise<tf.History> {
    return this.net.fit(x, y, { epochs: 25, batchSize: 64, verbose: 0 });
  }
}

const x = tf.randomUniform<tf.Rank.R2>([512, 10], 0, 1, 'float32', 3);
const y = x.sum<tf.Tensor2D>(1, true).add<tf.Tensor2D>(tf.randomNormal([512, 1], 0, 0.05, 'float32', 4));
void new Prices().compile().fit(x, y);
