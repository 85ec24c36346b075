// label: zero-gradient [variables inside an own layer]
// cause: the widths of the filters are plain variables, which no step changes
import * as tf from '@tensorflow/tfjs';

const LENGTH = 40;

class Smoothing extends tf.layers.Layer {
  static className = 'Smoothing';
  private width!: tf.Variable;
  override build(shape: tf.Shape) {
    this.width = tf.variable(tf.scalar(0.15)); // cause
    super.build(shape);
  }
  override computeOutputShape([batch]: tf.Shape): tf.Shape {
    return [batch, 1];
  }
  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
    const at = tf.range(-6, 7);
    const filter = tf.exp(at.div(this.width).square().mul(-0.5));
    const smooth = tf.conv1d(x, filter.div(filter.sum()).reshape([13, 1, 1]) as tf.Tensor3D, 1, 'valid');
    return smooth.square().mean(1).add(1e-4).log();
  }
}

const slow = Array.from({ length: 240 }, (_, i) => i % 2);
const signals = slow.map((on) => {
  const [phase, size] = [Math.random() * 6.28, 1 - on * 0.25 + Math.random()];
  return Array.from({ length: LENGTH }, (_, t) => [
    size * Math.cos(Math.PI * t + phase) + on * 0.7 * Math.sin(0.25 * t + phase),
  ]);
});

const model = tf.sequential({
  layers: [
    tf.layers.inputLayer({ inputShape: [LENGTH, 1] }),
    new Smoothing({}),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.02), loss: 'binaryCrossentropy' });
model.fit(tf.tensor3d(signals), tf.tensor2d(slow, [240, 1]), { epochs: 30, batchSize: 24 });
