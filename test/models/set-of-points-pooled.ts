// label: healthy [layers that mix the rows]
// A layer joins examples and points into one axis for its product, and splits them again: each stays with its own.

import * as tf from '@tensorflow/tfjs';

class PerPoint extends tf.layers.Layer {
  private kernel!: tf.LayerVariable;
  private readonly width: number;

  constructor(args: { width: number; inputShape?: number[] }) {
    super(args as any);
    this.width = args.width;
  }

  override build(shape: tf.Shape) {
    this.kernel = this.addWeight('kernel', [shape[2] as number, this.width], 'float32', tf.initializers.heNormal({}));
    super.build(shape);
  }

  override computeOutputShape(shape: tf.Shape): tf.Shape {
    return [shape[0], shape[1], this.width];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const x = Array.isArray(inputs) ? inputs[0] : inputs;
    const [examples, points, size] = x.shape;
    const flat = x.reshape([examples * points, size]) as tf.Tensor2D;
    return flat
      .matMul(this.kernel.read() as tf.Tensor2D)
      .relu()
      .reshape([examples, points, this.width]);
  }

  static className = 'PerPoint';
}

// clouds of points: flat ones and round ones
const N = 200;
const clouds = Array.from({ length: N }, (_, i) =>
  Array.from({ length: 16 }, () => [0, 1, 2].map((axis) => (Math.random() - 0.5) * (axis === 2 && i % 2 ? 0.3 : 2))),
);

const model = tf.sequential();
model.add(new PerPoint({ width: 24, inputShape: [16, 3] }));
model.add(new PerPoint({ width: 16 }));
model.add(tf.layers.globalMaxPooling1d({} as never));
model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
const xs = tf.tensor3d(clouds);
const ys = tf.oneHot(
  tf.tensor1d(
    Array.from({ length: N }, (_, i) => i % 2),
    'int32',
  ),
  2,
);
void model.fit(xs, ys, { epochs: 40, batchSize: 20 });
