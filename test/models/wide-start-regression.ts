// label: exploding-gradient [one kernel over its fan-in norm]
// cause: kernels drawn with a standard deviation of 1.5; the loss starts thousands of times too high and stays too high

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

interface Settings {
  readonly hidden: number;
  readonly units: number;
  readonly spread: number;
}

class Regressor {
  private readonly net: tf.Sequential;

  constructor({ hidden, units, spread }: Settings) {
    const kernelInitializer = tf.initializers.randomNormal({ mean: 0, stddev: spread });
    this.net = tf.sequential();
    this.net.add(tf.layers.inputLayer({ inputShape: [9] }));
    for (let layer = 0; layer < hidden; layer++) {
      this.net.add(tf.layers.dense({ units, kernelInitializer, activation: 'relu' })); // cause
    }
    this.net.add(tf.layers.dense({ units: 1 }));
    this.net.compile({ optimizer: tf.train.adam(1e-3), loss: 'meanSquaredError' });
  }

  fit({ x, y }: { x: tf.Tensor2D; y: tf.Tensor2D }): Promise<tf.History> {
    return this.net.fit(x, y, { batchSize: 32, epochs: 2, shuffle: true });
  }
}

const regressor = new Regressor({ hidden: 4, units: 24, spread: 1.5 });
void regressor.fit(lin());
