// label: zero-gradient [the same answer for all]
// cause: whole numbers of a division make the gate 0, so the layer gives only its bias
import * as tf from '@tensorflow/tfjs';

class Gated extends tf.layers.Layer {
  private kernel!: tf.LayerVariable;
  private bias!: tf.LayerVariable;
  constructor(private readonly units: number) {
    super({ name: 'gated' });
  }
  build(shape: tf.Shape) {
    this.kernel = this.addWeight(
      'kernel',
      [shape[1] as number, this.units],
      'float32',
      tf.initializers.glorotNormal({}),
    );
    this.bias = this.addWeight('bias', [this.units], 'float32', tf.initializers.randomNormal({ stddev: 0.1 }));
    super.build(shape);
  }
  computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0], this.units];
  }
  call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor2D;
    const gate = Math.floor(this.units / (this.units + 1));
    return x
      .matMul(this.kernel.read() as tf.Tensor2D)
      .mul(gate)
      .add(this.bias.read());
  }
  static get className() {
    return 'Gated';
  }
}

const model = tf.sequential();
model.add(tf.layers.dense({ units: 12, activation: 'tanh', inputShape: [6] }));
model.add(new Gated(8)); // cause
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
const x = tf.randomNormal([200, 6], 0, 1, 'float32', 4);
const y = x
  .mul(tf.tensor1d([1, -1, 0.5, 0, 0.2, -0.4]))
  .sum(1, true)
  .tanh();
model.fit(x, y, { epochs: 10, batchSize: 20, verbose: 0 });
