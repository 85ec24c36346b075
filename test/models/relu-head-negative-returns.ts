// label: unreachable-targets [targets beyond a relu]
// cause: returns of shares are as often negative, and a ReLU head gives no negative number

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

class Forecaster {
  readonly net: tf.Sequential;
  constructor(window: number) {
    this.net = tf.sequential();
    this.net.add(tf.layers.dense({ units: 32, activation: 'elu', inputShape: [window] }));
    this.net.add(tf.layers.dense({ units: 1, activation: 'relu', biasInitializer: 'ones' })); // cause
    this.net.compile({ optimizer: tf.train.adam(0.002), loss: 'meanAbsoluteError' });
  }
  train(rows: number[][], next: number[]) {
    return this.net.fit(tf.tensor2d(rows), tf.tensor1d(next), { epochs: 10, batchSize: 20 });
  }
}

const rows = Array.from({ length: 200 }, () => Array.from({ length: 6 }, gaussian));
new Forecaster(6).train(
  rows,
  rows.map((row) => row[5] * 0.8 + 0.3 * gaussian()),
);
