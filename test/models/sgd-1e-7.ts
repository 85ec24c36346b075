// label: update-too-small [rate too low]
// cause: a learning rate of 1e-7 for SGD

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const config = { layers: [32, 32], learningRate: 1e-7 };

function makeModel({ layers, learningRate }: typeof config) {
  const model = tf.sequential();
  layers.forEach((units, i) =>
    model.add(tf.layers.dense({ units, activation: 'relu', ...(i === 0 && { inputShape: [2] }) })),
  );
  model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
  model.compile({ loss: 'categoricalCrossentropy', optimizer: tf.train.sgd(learningRate) }); // cause
  return model;
}

const { x, y } = blob();
makeModel(config).fit(x.div(10), y, { batchSize: 64, epochs: 3 });
