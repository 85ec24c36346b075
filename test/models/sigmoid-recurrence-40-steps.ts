// label: vanishing-gradient [vanishing through time]
// cause: a simple recurrent layer with a sigmoid, whose slope is at most a quarter, over forty steps

import * as tf from '@tensorflow/tfjs';

class Recall {
  readonly model = tf.sequential();

  constructor(readonly steps: number) {
    this.model.add(tf.layers.simpleRNN({ units: 12, activation: 'sigmoid', inputShape: [steps, 2] })); // cause
    this.model.add(tf.layers.dense({ units: 8, activation: 'relu' }));
    this.model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
    this.model.compile({ optimizer: 'rmsprop', loss: 'binaryCrossentropy' });
  }

  async learn(count: number) {
    const walks = tf.randomUniform([count, this.steps, 2], -1, 1);
    const wentUp = walks.slice([0, 0, 1], [count, 1, 1]).reshape([count, 1]).greater(0).toFloat();
    await this.model.fit(walks, wentUp, { epochs: 8, batchSize: 32 });
  }
}

new Recall(40).learn(192);
