// label: healthy [variables inside an own layer]
// near: zero-gradient
import * as tf from '@tensorflow/tfjs';

// the waves of the positions are kept in a variable that nobody means to train
class Positions extends tf.layers.Layer {
  static className = 'Positions';
  private waves!: tf.Variable;
  build(shape: tf.Shape) {
    const [length, width] = [shape[1] as number, shape[2] as number];
    const angles = tf
      .range(0, length)
      .expandDims(1)
      .div(tf.pow(50, tf.linspace(0, 1, width)).expandDims(0));
    this.waves = tf.variable(angles.sin(), false);
    super.build(shape);
  }
  call(inputs: tf.Tensor | tf.Tensor[]) {
    return (Array.isArray(inputs) ? inputs[0] : inputs).add(this.waves);
  }
}

const model = tf.sequential();
model.add(tf.layers.inputLayer({ inputShape: [5, 4] }));
model.add(new Positions({}));
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 12, activation: 'relu' }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
const x = tf.randomNormal([160, 5, 4], 0, 1, 'float32', 2);
model.fit(x, x.slice([0, 1, 0], [160, 1, 4]).sum(2), { epochs: 20, batchSize: 20 });
