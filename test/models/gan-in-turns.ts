// label: healthy [two nets against each other]
// not: zero-gradient or non-finite
// A generator and a discriminator trained in turns, each with the other one frozen.

import * as tf from '@tensorflow/tfjs';

const LATENT = 4;
const BATCH = 32;

const generator = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [LATENT] }),
    tf.layers.dense({ units: 2 }),
  ],
});
const discriminator = tf.sequential({
  layers: [
    tf.layers.dense({ units: 16, activation: 'relu', kernelInitializer: 'heNormal', inputShape: [2] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
discriminator.compile({ optimizer: tf.train.adam(1e-3, 0.5), loss: 'binaryCrossentropy' });

const noise = tf.input({ shape: [LATENT] });
discriminator.trainable = false;
const combined = tf.model({ inputs: noise, outputs: discriminator.apply(generator.apply(noise)) as tf.SymbolicTensor });
combined.compile({ optimizer: tf.train.adam(1e-3, 0.5), loss: 'binaryCrossentropy' });

async function turn(): Promise<void> {
  const real = tf.randomNormal([BATCH, 2], 1, 0.5);
  const fake = generator.predict(tf.randomNormal([BATCH, LATENT])) as tf.Tensor2D;
  discriminator.trainable = true;
  await discriminator.trainOnBatch(tf.concat([real, fake]), tf.concat([tf.ones([BATCH, 1]), tf.zeros([BATCH, 1])]));
  discriminator.trainable = false;
  await combined.trainOnBatch(tf.randomNormal([BATCH, LATENT]), tf.ones([BATCH, 1]));
}

(async () => {
  for (let i = 0; i < 200; i++) await turn();
})();
