// label: update-too-small [gradients without effect]
// cause: the trainer gets gradients and loss, returns the loss, and forgets the gradients

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

class Trainer {
  private readonly optimizer = tf.train.adam(0.01);

  constructor(private readonly model: tf.Sequential) {}

  step(x: tf.Tensor2D, y: tf.Tensor2D): number {
    const error = () => tf.losses.meanSquaredError(y, this.model.apply(x) as tf.Tensor) as tf.Scalar;
    const { value, grads } = tf.variableGrads(error); // cause
    const loss = value.dataSync()[0];
    Object.values(grads).forEach((grad) => grad.dispose());
    return loss;
  }
}

const { x, y } = lin(128);
const model = tf.sequential({
  layers: [tf.layers.dense({ units: 12, activation: 'relu', inputShape: [9] }), tf.layers.dense({ units: 1 })],
});
const trainer = new Trainer(model);
for (let i = 0; i < 60; i++) console.log(i, trainer.step(x, y));
