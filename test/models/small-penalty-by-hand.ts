// label: healthy [penalty of the weights]
// near: not-learning

import * as tf from '@tensorflow/tfjs';
class Regressor {
  w1 = tf.variable(tf.randomNormal([6, 32], 0, 0.4));
  b1 = tf.variable(tf.zeros([32]));
  w2 = tf.variable(tf.randomNormal([32, 1], 0, 0.2));
  b2 = tf.variable(tf.scalar(0));
  optimizer = tf.train.adam(0.01);
  predict(x: tf.Tensor2D) {
    return x
      .matMul(this.w1 as any)
      .add(this.b1)
      .tanh()
      .matMul(this.w2 as any)
      .add(this.b2);
  }
  train(x: tf.Tensor2D, y: tf.Tensor2D, epochs: number) {
    for (let e = 0; e < epochs; e++)
      for (let s = 0; s < x.shape[0]; s += 50)
        tf.tidy(() => {
          const bx = x.slice([s, 0], [50, 6]),
            by = y.slice([s, 0], [50, 1]);
          this.optimizer.minimize(
            () =>
              this.predict(bx)
                .sub(by)
                .square()
                .mean()
                .add(this.w1.square().sum().add(this.w2.square().sum()).mul(0.0005)) as tf.Scalar,
          );
        });
  }
}
const x = tf.randomNormal([300, 6]) as tf.Tensor2D;
const y = x
  .slice([0, 0], [300, 1])
  .mul(1.5)
  .add(x.slice([0, 3], [300, 1]).square().mul(0.5)) as tf.Tensor2D;
new Regressor().train(x, y, 80);
