// label: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

class Shapes {
  readonly corners = Array.from({ length: 180 }, (_, i) => 3 + (i % 3));
  readonly drawn = tf.tensor2d(this.corners.map((n) => [n + 0.3 * gaussian(), 6.3 / n + 0.1 * gaussian(), gaussian()]));
  // Triangles, squares and pentagons by their corners.
  readonly named = tf.oneHot(tf.tensor1d(this.corners, 'int32'), 5).asType('float32'); // cause
}

const shapes = new Shapes();
const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'tanh', inputShape: [3] }));
model.add(tf.layers.dense({ units: 5 }));
const adam = tf.train.adam(0.01);
for (let i = 0; i < 400; i++) {
  adam.minimize(() => {
    const logits = model.apply(shapes.drawn) as tf.Tensor2D;
    return tf.losses.softmaxCrossEntropy(shapes.named, logits).asScalar();
  });
}
