// label: not-learning

import * as tf from '@tensorflow/tfjs';

const KINDS = 3;
const EACH = 40;

function* examples() {
  for (let kind = 0; kind < KINDS; kind++)
    for (let i = 0; i < EACH; i++)
      yield {
        xs: tf.tensor1d(
          Array.from({ length: 128 }, (_, at) => (at % KINDS === kind ? 2.5 : 1) + 4 * Math.random() - 2),
        ),
        ys: tf.oneHot(kind, KINDS).toFloat(),
      };
}

async function train() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 100, activation: 'relu', inputShape: [128] }));
  model.add(tf.layers.dense({ units: KINDS, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
  const data = tf.data.generator(examples as never).batch(1);
  await model.fitDataset(data as tf.data.Dataset<tf.TensorContainer>, { epochs: 6 }); // cause
}

train();
