// label: output-loss-mismatch [labels of a binary cross-entropy]
// cause: one sigmoid unit and a binary cross-entropy over one to five stars

import * as tf from '@tensorflow/tfjs';

class Critic {
  private readonly net = tf.sequential();

  constructor(words: number) {
    this.net.add(tf.layers.dense({ units: 8, activation: 'relu', inputShape: [words] }));
    this.net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
    this.net.compile({ optimizer: tf.train.adam(0.005), loss: 'binaryCrossentropy' }); // cause
  }

  async read(texts: tf.Tensor2D): Promise<void> {
    const stars = texts.slice([0, 0], [-1, 4]).greater(0.5).sum(1, true).add(1);
    await this.net.fit(texts, stars, { batchSize: 25, epochs: 4 });
  }
}

new Critic(12).read(tf.randomUniform([200, 12]));
