// label: vanishing-gradient [vanishing through hand-written kernels]
// cause

import * as tf from '@tensorflow/tfjs';

/** Predicts the fuel that a trip takes. */
class FuelNet {
  readonly layers: { w: tf.Variable<tf.Rank.R2>; b: tf.Variable<tf.Rank.R1> }[] = [];

  constructor(widths: number[]) {
    for (let i = 1; i < widths.length; i++)
      this.layers.push({
        w: tf.variable(tf.truncatedNormal([widths[i - 1], widths[i]], 0, 0.01)), // cause
        b: tf.variable(tf.zeros([widths[i]])),
      });
  }

  forward(x: tf.Tensor2D): tf.Tensor2D {
    const last = this.layers.length - 1;
    return this.layers.reduce<tf.Tensor2D>((h, { w, b }, i) => {
      const z = tf.add(tf.matMul(h, w), b) as tf.Tensor2D;
      return i === last ? z : tf.relu(z);
    }, x);
  }

  get variables(): tf.Variable[] {
    return this.layers.flatMap(({ w, b }) => [w, b]);
  }
}

async function train() {
  const net = new FuelNet([5, 32, 32, 32, 32, 32, 32, 1]);
  const trips = tf.randomUniform([512, 5], -1, 1) as tf.Tensor2D;
  const fuel = trips
    .mul([2, -1, 0.5, 1, 0])
    .sum(1, true)
    .add(trips.slice([0, 0], [-1, 1]).square());
  const optimizer = tf.train.momentum(0.01, 0.9);
  for (let epoch = 0; epoch < 30; epoch++) {
    for (let at = 0; at < 512; at += 32) {
      const { value, grads } = tf.variableGrads(
        () =>
          tf.losses.meanSquaredError(
            fuel.slice([at, 0], [32, 1]),
            net.forward(trips.slice([at, 0], [32, 5])),
          ) as tf.Scalar,
        net.variables,
      );
      optimizer.applyGradients(grads as tf.NamedVariableMap);
      tf.dispose([value, grads]);
    }
    await tf.nextFrame();
  }
}

train();
