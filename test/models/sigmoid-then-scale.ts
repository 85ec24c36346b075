// label: healthy [targets beyond a sigmoid]
// near: unreachable-targets
// A sigmoid whose outputs a layer of the code scales to 0…50: the targets are within reach.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

class ScaleTo extends tf.layers.Layer {
  static className = 'ScaleTo';
  constructor(private readonly top: number) {
    super({});
  }
  computeOutputShape(shape: tf.Shape): tf.Shape {
    return shape;
  }
  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return (Array.isArray(inputs) ? inputs[0] : inputs).mul(this.top);
  }
}
tf.serialization.registerClass(ScaleTo);

const { x, y } = lin(280);
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [9] }));
model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
model.add(new ScaleTo(50));
model.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
model.fit(x, y.sigmoid().mul(45).add(2), { epochs: 10, batchSize: 28 });
