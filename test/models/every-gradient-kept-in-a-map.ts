// label: update-too-large [gradients that pile up]
// cause: total is declared outside of the loop, so that each step applies all gradients since the first one

import * as tf from '@tensorflow/tfjs';

const inputs = tf.randomUniform([96, 4], -1, 1, 'float32', 11);
const targets = tf.tidy(() => inputs.sum(1, true).mul(2).sin());

const model = tf.sequential({
  layers: [tf.layers.dense({ inputShape: [4], units: 18, activation: 'tanh' }), tf.layers.dense({ units: 1 })],
});
const optimizer = tf.train.momentum(0.01, 0.5);
const parts = 4;
const total = new Map<string, tf.Tensor>();

async function train(epochs: number) {
  const xs = tf.split(inputs, parts);
  const ys = tf.split(targets, parts);
  for (let epoch = 0; epoch < epochs; epoch++) {
    let cost = 0;
    for (let part = 0; part < parts; part++) {
      const { value, grads } = tf.variableGrads(() => {
        const answer = model.apply(xs[part]) as tf.Tensor;
        return ys[part].sub(answer).square().mean() as tf.Scalar;
      });
      cost += (await value.data())[0] / parts;
      Object.keys(grads).forEach((name) => {
        const before = total.get(name);
        total.set(name, before ? tf.add(before, grads[name]) : grads[name]);
      });
    }
    optimizer.applyGradients(Object.fromEntries(total) as Record<string, tf.Variable>); // cause
    if (epoch % 5 === 0) console.log(`epoch ${epoch}: ${cost.toFixed(4)}`);
  }
}

train(40);
