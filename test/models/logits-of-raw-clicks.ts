// label: output-loss-mismatch [labels of a binary cross-entropy]
// cause: numbers of clicks of 0 to 9 where a cross-entropy of logits takes whether there was one
import * as tf from '@tensorflow/tfjs';

class Clicks {
  private readonly dense = tf.layers.dense({ units: 12, activation: 'elu', inputShape: [5] });
  private readonly head = tf.layers.dense({ units: 1 });
  readonly model = tf.sequential({ layers: [this.dense, this.head] });
  private readonly optimizer = tf.train.adam(0.01);

  step(rows: tf.Tensor2D, counts: tf.Tensor2D) {
    return this.optimizer.minimize(() => {
      const logits = this.model.apply(rows) as tf.Tensor2D;
      const zeros = tf.zerosLike(logits);
      const stable = tf.maximum(logits, zeros).sub(logits.mul(counts)); // cause
      return stable.add(tf.log1p(tf.exp(tf.neg(tf.abs(logits))))).mean();
    }, true);
  }
}

const visits = tf.randomUniform([256, 5], -1, 1, 'float32', 3) as tf.Tensor2D;
const clicks = tf.relu(visits.sum(1, true).mul(3)).floor() as tf.Tensor2D;
const clicker = new Clicks();
for (let epoch = 0; epoch < 12; epoch++)
  for (let i = 0; i < 256; i += 32)
    clicker.step(visits.slice(i, 32) as tf.Tensor2D, clicks.slice(i, 32) as tf.Tensor2D);
