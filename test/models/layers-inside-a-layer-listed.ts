// label: healthy
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

class Bottleneck extends tf.layers.Layer {
  static readonly className = 'Bottleneck';
  private down!: tf.layers.Layer;
  private up!: tf.layers.Layer;

  constructor(private readonly units: number) {
    super({});
  }

  build(inputShape: tf.Shape): void {
    this.down = tf.layers.dense({ units: 8 });
    this.up = tf.layers.dense({ units: this.units, activation: 'tanh' });
    this.down.build(inputShape);
    this.up.build([null, 8]);
    this.trainableWeights = [...this.down.trainableWeights, ...this.up.trainableWeights];
    this.built = true;
  }

  computeOutputShape(inputShape: tf.Shape): tf.Shape {
    return [inputShape[0], this.units];
  }

  call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    return this.up.apply(this.down.apply(x)) as tf.Tensor;
  }
}
tf.serialization.registerClass(Bottleneck);

const xs = tf.randomNormal([400, 10]);
const ys = tf.tidy(() =>
  xs
    .slice([0, 4], [400, 1])
    .sub(xs.slice([0, 7], [400, 1]))
    .mul(1.5)
    .tanh(),
);
const model = tf.sequential();
model.add(tf.layers.inputLayer({ inputShape: [10] }));
model.add(new Bottleneck(16));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(xs, ys, { epochs: 25 });
