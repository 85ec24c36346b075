// label: output-loss-mismatch [softmax over the batch]
// cause: a helper takes its axis from the caller, who gives that of the examples

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(240);
const seen = tf.input({ shape: [2] });
const hidden = tf.layers.dense({ units: 20, activation: 'relu' }).apply(seen);
const net = tf.model({ inputs: seen, outputs: tf.layers.dense({ units: 3 }).apply(hidden) as tf.SymbolicTensor });

class Trainer {
  private readonly optimizer = tf.train.rmsprop(0.005);

  private softmax(logits: tf.Tensor, axis: number) {
    const exps = tf.exp(logits.sub(logits.max(axis, true)));
    return exps.div(exps.sum(axis, true)); // cause
  }

  step(rows: tf.Tensor, labels: tf.Tensor) {
    this.optimizer.minimize(() => {
      const p = this.softmax(net.apply(rows) as tf.Tensor, 0);
      return labels.mul(p.add(1e-8).log()).sum(1).mean().neg() as tf.Scalar;
    });
  }
}
const trainer = new Trainer();
for (let i = 0; i < 120; i++) trainer.step(x, y);
