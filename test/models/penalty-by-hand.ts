// label: not-learning [penalty of the weights]

import * as tf from '@tensorflow/tfjs';

class Regressor {
  private readonly w1 = tf.variable(tf.randomNormal([6, 32], 0, 0.4));
  private readonly b1 = tf.variable(tf.zeros([32]));
  private readonly w2 = tf.variable(tf.randomNormal([32, 1], 0, 0.2));
  private readonly b2 = tf.variable(tf.scalar(0));
  private readonly optimizer = tf.train.adam(0.01);

  predict(x: tf.Tensor2D): tf.Tensor2D {
    return x
      .matMul(this.w1 as tf.Tensor2D)
      .add(this.b1)
      .tanh()
      .matMul(this.w2 as tf.Tensor2D)
      .add(this.b2) as tf.Tensor2D;
  }

  train(x: tf.Tensor2D, y: tf.Tensor2D, epochs: number) {
    for (let epoch = 0; epoch < epochs; epoch++) {
      for (let start = 0; start < x.shape[0]; start += 50) {
        tf.tidy(() => {
          const bx = x.slice([start, 0], [50, 6]);
          const by = y.slice([start, 0], [50, 1]);
          this.optimizer.minimize(() => {
            const error = this.predict(bx).sub(by).square().mean();
            // keep the weights small
            const decay = this.w1.square().sum().add(this.w2.square().sum()).mul(2); // cause
            return error.add(decay) as tf.Scalar;
          });
        });
      }
    }
  }
}

const x = tf.randomNormal([300, 6]) as tf.Tensor2D;
const y = x
  .slice([0, 0], [300, 1])
  .mul(1.5)
  .add(x.slice([0, 3], [300, 1]).square().mul(0.5)) as tf.Tensor2D;
new Regressor().train(x, y, 80);
