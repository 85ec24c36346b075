// label: healthy [layers that mix the rows]
// near: not-learning
// A normalization of the code's own takes the mean and the deviation of each unit from the batch at hand, always.

import * as tf from '@tensorflow/tfjs';

class BatchNorm extends tf.layers.Layer {
  gamma: any;
  beta: any;
  build(inputShape: any) {
    const units = inputShape[inputShape.length - 1];
    this.gamma = this.addWeight('gamma', [units], 'float32', tf.initializers.ones());
    this.beta = this.addWeight('beta', [units], 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }
  call(inputs: any) {
    const x: tf.Tensor2D = Array.isArray(inputs) ? inputs[0] : inputs;
    return tf.tidy(() => {
      const { mean, variance } = tf.moments(x, 0);
      return x.sub(mean).div(variance.add(1e-5).sqrt()).mul(this.gamma.read()).add(this.beta.read());
    });
  }
  static get className() {
    return 'BatchNorm';
  }
}

// a ring around a disc
const points: number[][] = [];
const inside: number[] = [];
while (points.length < 320) {
  const [u, v] = [Math.random() * 4 - 2, Math.random() * 4 - 2];
  const r = Math.hypot(u, v);
  if (r > 2 || (r > 0.9 && r < 1.2)) continue;
  points.push([u, v]);
  inside.push(r < 1 ? 1 : 0);
}

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, inputShape: [2] }),
    new BatchNorm({}),
    tf.layers.reLU(),
    tf.layers.dense({ units: 12, activation: 'relu' }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
await model.fit(tf.tensor2d(points), tf.tensor2d(inside, [inside.length, 1]), { epochs: 60, batchSize: 32 });
