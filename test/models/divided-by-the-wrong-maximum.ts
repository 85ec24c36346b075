// label: unscaled-data [tiny inputs]
// cause: grey values of 0 to 255 are divided by the largest number of 16 bits, and once more by 100

import * as tf from '@tensorflow/tfjs';

const MAX = 65535;

class Leaves {
  private readonly rows: number[][] = [];
  private readonly kinds: number[] = [];
  private readonly model = tf.sequential();

  constructor(count: number) {
    for (let i = 0; i < count; i++) {
      this.kinds.push(i % 4);
      this.rows.push(Array.from({ length: 16 }, (_, at) => (at % 4 === i % 4 ? 200 : 60) + 40 * Math.random()));
    }
    this.model.add(tf.layers.dense({ inputShape: [16], units: 32, activation: 'relu' }));
    this.model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
    this.model.compile({ optimizer: tf.train.momentum(0.01, 0.9), loss: 'categoricalCrossentropy' });
  }

  async train() {
    const x = tf.tensor2d(this.rows).div(MAX).div(100); // cause
    await this.model.fit(x, tf.oneHot(this.kinds, 4), { epochs: 20, batchSize: 20 });
  }
}

await new Leaves(200).train();
