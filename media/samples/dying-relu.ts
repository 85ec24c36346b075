// Gradline should find: dead units. Layers of three ReLU units, forty in a row: in one of them all three start on the zero side.

import * as tf from '@tensorflow/tfjs';

class SpiralClassifier {
  readonly model: tf.Sequential;

  constructor(depth: number) {
    this.model = tf.sequential();
    this.model.add(tf.layers.dense({ inputShape: [2], units: 3, activation: 'relu' }));
    for (let i = 1; i < depth; i++) {
      this.model.add(tf.layers.dense({ units: 3, activation: 'relu' }));
    }
    this.model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  }

  async fit(points: tf.Tensor, arms: tf.Tensor) {
    this.model.compile({ optimizer: tf.train.adam(0.003), loss: 'binaryCrossentropy' });
    return this.model.fit(points, arms, { batchSize: 32, epochs: 20 });
  }
}

/** Points along the two arms of a spiral. */
function spiral(count: number) {
  const points: number[][] = [];
  const arms: number[][] = [];
  for (let i = 0; i < count; i++) {
    const arm = i % 2;
    const turn = 4 * Math.random();
    points.push([(turn / 4) * Math.cos(turn + Math.PI * arm), (turn / 4) * Math.sin(turn + Math.PI * arm)]);
    arms.push([arm]);
  }
  return { points: tf.tensor2d(points), arms: tf.tensor2d(arms) };
}

const { points, arms } = spiral(512);
void new SpiralClassifier(40).fit(points, arms);
