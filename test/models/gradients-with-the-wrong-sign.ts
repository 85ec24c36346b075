// label: exploding-gradient [steps up the loss]
// A loop that negates its gradients, in the belief that applyGradients adds them.
import * as tf from '@tensorflow/tfjs';

const input = tf.randomNormal([128, 10]);
const wanted = input.mul(input).sum(1, true).div(10);
const layers = [tf.layers.dense({ units: 20, activation: 'tanh', inputShape: [10] }), tf.layers.dense({ units: 1 })];
const model = tf.sequential({ layers });
const optimizer = tf.train.sgd(0.05);

async function main() {
  for (let i = 0; i < 200; i++) {
    const { value, grads } = optimizer.computeGradients(() => {
      const predicted = model.predict(input) as tf.Tensor;
      return predicted.sub(wanted).square().mean() as tf.Scalar;
    });
    const updates: tf.NamedTensorMap = {};
    for (const name of Object.keys(grads)) updates[name] = grads[name].mul(-1);
    optimizer.applyGradients(updates); // cause
    console.log(i, (await value.data())[0]);
    tf.dispose([value, grads, updates]);
  }
}
main();
