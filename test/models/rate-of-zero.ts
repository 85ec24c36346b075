// label: update-too-small [gradients without effect]
// cause: a learning rate that a schedule has rounded down to nothing

import * as tf from '@tensorflow/tfjs';

const decay = (rate: number, epoch: number): number => Math.floor(rate * 0.9 ** epoch);

function temperatures(days: number): { x: tf.Tensor2D; y: tf.Tensor2D } {
  const day = tf.linspace(0, 6.28, days).reshape([days, 1]) as tf.Tensor2D;
  return { x: tf.concat([day.sin(), day.cos()], 1) as tf.Tensor2D, y: day.sin().mul(0.8).add(day.cos().mul(0.3)) };
}

export async function trainYear(): Promise<tf.Sequential> {
  const { x, y } = temperatures(240);
  const model = tf.sequential({
    layers: [tf.layers.dense({ units: 12, activation: 'elu', inputShape: [2] }), tf.layers.dense({ units: 1 })],
  });
  const learningRate = decay(0.01, 3);
  model.compile({ optimizer: tf.train.rmsprop(learningRate), loss: 'meanAbsoluteError' }); // cause
  await model.fit(x, y, { epochs: 40, batchSize: 24 });
  return model;
}
