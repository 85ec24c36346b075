// label: healthy

import * as tf from '@tensorflow/tfjs';

const readings = Array.from({ length: 320 }, () => {
  const values = Array.from({ length: 4 }, () => Math.random() * 2 - 1);
  return { values, isFault: values[0] + values[1] > 0.4 ? 1 : 0 };
});

export async function learn(): Promise<void> {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 2, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.rmsprop(0.005), loss: 'sparseCategoricalCrossentropy' });
  const data = tf.data
    .array(readings)
    .map((reading) => {
      const { values, isFault } = reading as unknown as { values: number[]; isFault: number };
      return { xs: tf.tensor1d(values), ys: tf.tensor1d([isFault]) };
    })
    .shuffle(320)
    .batch(32);
  await model.fitDataset(data as unknown as tf.data.Dataset<tf.TensorContainer>, {
    epochs: 10,
    classWeight: { 0: 0.7, 1: 2.2 },
  });
}

learn();
