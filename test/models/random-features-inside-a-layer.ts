// label: healthy
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

/** Random features (Rahimi and Recht 2007), which stay as they are drawn. */
class RandomFeatures extends tf.layers.Layer {
  static readonly className = 'RandomFeatures';
  private projection!: tf.layers.Layer;

  build(inputShape: tf.Shape): void {
    this.projection = tf.layers.dense({
      units: 128,
      kernelInitializer: 'randomNormal',
      biasInitializer: 'randomUniform',
    });
    this.projection.build(inputShape);
    this.built = true;
  }

  computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0], 128];
  }

  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.cos((this.projection.apply(x) as tf.Tensor).mul(20));
  }
}
tf.serialization.registerClass(RandomFeatures);

const points = Array.from({ length: 400 }, () => [2 * Math.random() - 1, 2 * Math.random() - 1]);
const values = points.map(([a, b]) => [a * b > 0 ? 1 : 0]);
const model = tf.sequential();
model.add(tf.layers.inputLayer({ inputShape: [2] }));
model.add(new RandomFeatures({}));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.compile({ optimizer: tf.train.adam(0.03), loss: 'binaryCrossentropy' });
model.fit(tf.tensor2d(points), tf.tensor2d(values), { epochs: 30 });
