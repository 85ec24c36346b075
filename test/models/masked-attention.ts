// label: healthy [not finite in a layer]
// near: non-finite

import * as tf from '@tensorflow/tfjs';

/** Weighs the steps of a sequence; those that are all zero get a score of minus infinity, and so no weight. */
class MaskedPooling extends tf.layers.Layer {
  static className = 'MaskedPooling';
  private scores!: tf.LayerVariable;

  override build(shape: tf.Shape) {
    this.scores = this.addWeight('scores', [shape[2] as number, 1], 'float32', tf.initializers.glorotUniform({}));
    super.build(shape);
  }

  override computeOutputShape([rows, , features]: tf.Shape) {
    return [rows, features];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]) {
    const x = (Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D;
    const [rows, steps, features] = x.shape;
    const score = x
      .reshape([rows * steps, features])
      .matMul(this.scores.read() as tf.Tensor2D)
      .reshape([rows, steps]);
    const isThere = x.abs().sum(-1).greater(0);
    const weights = tf.softmax(tf.where(isThere, score, tf.fill([rows, steps], -Infinity)));
    return tf.sum(x.mul(weights.expandDims(-1)), 1);
  }
}

const steps = tf.randomNormal([256, 8, 5]);
const lengths = tf.randomUniform([256, 1], 2, 8);
const kept = tf.range(0, 8).expandDims(0).less(lengths).toFloat().expandDims(-1);
const x = steps.mul(kept);
const model = tf.sequential({
  layers: [new MaskedPooling({ inputShape: [8, 5] }), tf.layers.dense({ units: 1, activation: 'sigmoid' })],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
model.fit(x, x.sum(1).slice([0, 0], [256, 1]).greater(0).toFloat(), { batchSize: 32, epochs: 5 });
