// label: healthy [rows shuffled apart]
// near: not-learning
// The loader puts features and labels in the same new order for each of two passes.

import * as tf from '@tensorflow/tfjs';

const SIZE = 24;
const COUNT = 20 * SIZE;
const readings = tf.randomUniform([COUNT, 6], -1, 1);
const isRipe = readings.mul([2, 1, -1, 1, -2, 1]).sum(1, true).greater(0).toFloat();

class Loader {
  private x: tf.Tensor = readings;
  private y: tf.Tensor = isRipe;

  shuffle() {
    const order = tf.tensor1d(Array.from(tf.util.createShuffledIndices(COUNT)), 'int32');
    this.x = readings.gather(order);
    this.y = isRipe.gather(order);
  }

  *batches() {
    for (let from = 0; from < COUNT; from += SIZE) yield { x: this.x.slice(from, SIZE), y: this.y.slice(from, SIZE) };
  }
}

const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [6] }));
model.add(tf.layers.dense({ units: 1 }));
const adam = tf.train.adam(0.003);
const loader = new Loader();
for (let pass = 0; pass < 2; pass++) {
  loader.shuffle();
  for (const { x, y } of loader.batches())
    adam.minimize(() => tf.losses.sigmoidCrossEntropy(y, model.apply(x) as tf.Tensor) as tf.Scalar);
}
