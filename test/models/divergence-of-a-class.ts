// label: not-learning

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

interface Code {
  mean: tf.Tensor2D;
  logVariance: tf.Tensor2D;
}

/** Two groups of readings, five sensors each. */
function readings(rows: number): tf.Tensor2D {
  const all: number[][] = [];
  for (let i = 0; i < rows; i++) {
    const on = i % 2;
    const level = gaussian();
    all.push([level + on, level - on, 0.5 * level, on - level, 2 * on - 1].map((v) => v + 0.1 * gaussian()));
  }
  return tf.tensor2d(all);
}

class Autoencoder {
  private readonly inner = tf.layers.dense({ units: 20, activation: 'tanh' });
  private readonly mean = tf.layers.dense({ units: 3 });
  private readonly spread = tf.layers.dense({ units: 3 });
  private readonly outer = tf.layers.dense({ units: 20, activation: 'tanh' });
  private readonly rebuilt = tf.layers.dense({ units: 5 });

  encode(x: tf.Tensor2D): Code {
    const h = this.inner.apply(x);
    return {
      mean: this.mean.apply(h as tf.Tensor) as tf.Tensor2D,
      logVariance: this.spread.apply(h as tf.Tensor) as tf.Tensor2D,
    };
  }

  decode(z: tf.Tensor): tf.Tensor {
    return this.rebuilt.apply(this.outer.apply(z) as tf.Tensor) as tf.Tensor;
  }

  loss(x: tf.Tensor2D): tf.Scalar {
    const { mean, logVariance } = this.encode(x);
    const z = tf.add(mean, tf.mul(tf.exp(tf.mul(0.5, logVariance)), tf.randomNormal(mean.shape)));
    const kl = tf.sum(tf.mul(-0.5, tf.sub(tf.add(1, logVariance), tf.add(tf.square(mean), tf.exp(logVariance)))));
    return tf.add(tf.losses.meanSquaredError(x, this.decode(z)), tf.mul(kl, 5)); // cause
  }
}

const net = new Autoencoder();
const x = readings(400);
net.decode(net.encode(x).mean);
const optimizer = tf.train.adam(0.005);
function train(epochs: number) {
  for (let epoch = 0; epoch < epochs; epoch++)
    for (let from = 0; from < 400; from += 40)
      tf.tidy(() => void optimizer.minimize(() => net.loss(x.slice([from, 0], [40, 5]))));
}
train(60);
