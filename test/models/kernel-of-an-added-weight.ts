// label: healthy [variables inside an own layer]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

class Linear extends tf.layers.Layer {
  static className = 'Linear';
  private kernel!: tf.LayerVariable;
  private bias!: tf.LayerVariable;
  constructor(private readonly units: number) {
    super({});
  }
  build(shape: tf.Shape) {
    this.kernel = this.addWeight('kernel', [shape[1] as number, this.units], 'float32', tf.initializers.zeros());
    this.bias = this.addWeight('bias', [this.units], 'float32', tf.initializers.zeros());
    super.build(shape);
  }
  computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0], this.units];
  }
  call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor2D;
    return x.matMul(this.kernel.read() as tf.Tensor2D).add(this.bias.read());
  }
}

const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'tanh', inputShape: [4] }));
model.add(new Linear(1));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
const x = tf.randomNormal([200, 4], 0, 1, 'float32', 3);
const y = x
  .mul(tf.tensor1d([1, -0.5, 0.3, 0.8]))
  .sum(1, true)
  .sin();
model.fit(x, y, { epochs: 20, batchSize: 20, verbose: 0 });
