// label: vanishing-gradient [vanishing through depth]
// cause: the Glorot initializer leaves each of thirty ReLU layers with half the squared gradient

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

function addHidden(model: tf.Sequential, count: number) {
  for (let i = 0; i < count; i++) {
    model.add(
      tf.layers.dense({
        inputShape: i === 0 ? [784] : undefined,
        units: 64,
        activation: 'relu',
        kernelInitializer: 'glorotUniform', // cause
      }),
    );
  }
}

const model = tf.sequential();
addHidden(model, 30);
model.add(tf.layers.dense({ units: 10, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.01), loss: 'categoricalCrossentropy' });

const data = digits();
model.fit(data.x, data.y, { batchSize: 128, epochs: 5 });
