// label: zero-gradient [variables inside an own layer]
// cause: a layer makes its kernel by tf.variable, which the model does not know
import * as tf from '@tensorflow/tfjs';

class Linear extends tf.layers.Layer {
  static className = 'Linear';
  private kernel!: tf.Variable;
  private bias!: tf.LayerVariable;
  constructor(private readonly units: number) {
    super({});
  }
  build(shape: tf.Shape) {
    this.kernel = tf.variable(tf.zeros([shape[1] as number, this.units])); // cause
    this.bias = this.addWeight('bias', [this.units], 'float32', tf.initializers.zeros());
    super.build(shape);
  }
  computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0], this.units];
  }
  call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor2D;
    return x.matMul(this.kernel as tf.Tensor2D).add(this.bias.read());
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
