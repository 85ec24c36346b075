// label: healthy [two nets against each other]
// near: zero-gradient
// The generator trains through a discriminator that is frozen as a whole, a model within a model within a model.

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

function buildCritic(): tf.LayersModel {
  const trunk = tf.sequential();
  trunk.add(tf.layers.dense({ units: 24, inputShape: [2], kernelInitializer: 'heNormal' }));
  trunk.add(tf.layers.leakyReLU({ alpha: 0.2 }));
  trunk.add(tf.layers.dense({ units: 24, activation: 'tanh' }));
  const point = tf.input({ shape: [2] });
  const verdict = tf.layers.dense({ units: 1, activation: 'sigmoid' }).apply(trunk.apply(point)) as tf.SymbolicTensor;
  return tf.model({ inputs: point, outputs: verdict });
}

const generator = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'relu', inputShape: [4], kernelInitializer: 'heNormal' }),
    tf.layers.dense({ units: 2 }),
  ],
});

const critic = buildCritic();
critic.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });

const noise = tf.input({ shape: [4] });
critic.trainable = false;
const both = tf.model({ inputs: noise, outputs: critic.apply(generator.apply(noise)) as tf.SymbolicTensor });
both.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });

const { x: real } = circle();
const half = 32;

async function train(rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    const start = (round * half) % (real.shape[0] - half);
    const fake = generator.predict(tf.randomNormal([half, 4])) as tf.Tensor2D;
    const points = real.slice([start, 0], [half, 2]).concat(fake);
    await critic.trainOnBatch(points, tf.concat([tf.ones([half, 1]), tf.zeros([half, 1])]));
    await both.trainOnBatch(tf.randomNormal([2 * half, 4]), tf.ones([2 * half, 1]));
  }
}

void train(40);
