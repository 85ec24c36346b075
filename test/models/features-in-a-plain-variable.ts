// label: healthy [variables inside an own layer]
// near: zero-gradient
import * as tf from '@tensorflow/tfjs';

// random features stay as they are; the head learns from them
class RandomFeatures extends tf.layers.Layer {
  static className = 'RandomFeatures';
  readonly directions = tf.variable(tf.randomNormal([3, 64], 0, 1));
  readonly phases = tf.variable(tf.randomUniform([64], 0, 2 * Math.PI));
  computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0], 64];
  }
  call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor2D;
    return x
      .matMul(this.directions as tf.Tensor2D)
      .add(this.phases)
      .cos();
  }
}

const model = tf.sequential({
  layers: [tf.layers.inputLayer({ inputShape: [3] }), new RandomFeatures({}), tf.layers.dense({ units: 1 })],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
const x = tf.randomUniform([200, 3], -1, 1, 'float32', 6);
model.fit(
  x,
  x
    .square()
    .sum(1, true)
    .sub(x.slice([0, 0], [200, 1])),
  { epochs: 30, batchSize: 20 },
);
