// label: dead-units or non-finite or exploding-gradient or update-too-large or saturated-activation [dead by a step]
// cause: a learning rate of 10

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const LEARNING_RATE = 10;

function compiled(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [784] }));
  model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' }));
  model.add(tf.layers.dense({ units: 64, activation: 'relu', kernelInitializer: 'heNormal' }));
  model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.sgd(LEARNING_RATE), loss: 'categoricalCrossentropy' }); // cause
  return model;
}

const { x, y } = digits();
compiled().fit(x, y, { batchSize: 32, epochs: 2 });
