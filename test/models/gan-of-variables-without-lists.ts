// label: not-learning

import * as tf from '@tensorflow/tfjs';

class Net {
  readonly first: tf.Variable;
  readonly bias: tf.Variable;
  readonly last: tf.Variable;

  constructor(inputs: number, units: number, outputs: number) {
    this.first = tf.variable(tf.randomNormal([inputs, units], 0, 1 / Math.sqrt(inputs)));
    this.bias = tf.variable(tf.zeros([units]));
    this.last = tf.variable(tf.randomNormal([units, outputs], 0, 1 / Math.sqrt(units)));
  }

  run(x: tf.Tensor2D): tf.Tensor2D {
    return x.matMul(this.first).add(this.bias).tanh().matMul(this.last) as tf.Tensor2D;
  }
}

const SIZE = 2;
const artist = new Net(3, 24, SIZE);
const critic = new Net(SIZE, 24, 1);
const optimizers = { critic: tf.train.adam(0.003), artist: tf.train.adam(0.003) };

/** Points on a ring. */
function realPoints(): tf.Tensor2D {
  const angles = Array.from({ length: 48 }, () => 2 * Math.PI * Math.random());
  return tf.tensor2d(angles.map((angle) => [Math.cos(angle) + 2, Math.sin(angle) + 2]));
}

async function train(): Promise<void> {
  for (let round = 0; round < 300; round++) {
    const real = realPoints();
    const noise = tf.randomNormal([48, 3]) as tf.Tensor2D;
    optimizers.critic.minimize(() => {
      // cause
      const [a, b] = [critic.run(real), critic.run(artist.run(noise))];
      return tf.softplus(a.neg()).mean().add(tf.softplus(b).mean()) as tf.Scalar;
    });
    optimizers.artist.minimize(() => tf.softplus(critic.run(artist.run(noise)).neg()).mean() as tf.Scalar);
    tf.dispose([real, noise]);
    await tf.nextFrame();
  }
}

train();
