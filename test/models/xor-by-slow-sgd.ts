// label: update-too-small or not-learning or few-steps [nothing learned; too slow for its steps]
// cause: at this rate four hundred steps of the mean squared error stay where they began

import * as tf from '@tensorflow/tfjs';

class Gate {
  private readonly net = tf.sequential();

  constructor(hidden: number) {
    this.net.add(tf.layers.dense({ units: hidden, inputDim: 2, activation: 'sigmoid' }));
    this.net.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
    this.net.compile({ optimizer: tf.train.sgd(0.005), loss: 'meanSquaredError' }); // cause
  }

  learn() {
    const pairs = tf.tensor2d([[0, 0], [1, 0], [0, 1], [1, 1]]); // prettier-ignore
    return this.net.fit(pairs, tf.tensor2d([[0], [1], [1], [0]]), { epochs: 400, shuffle: true });
  }
}

await new Gate(12).learn();
