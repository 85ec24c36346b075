// label: healthy [two nets against each other]
// not: exploding-gradient or update-too-large

import * as tf from '@tensorflow/tfjs';

// The discriminator learns faster, so that the generator's loss rises; that is no divergence.
const generator = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'relu', inputShape: [6] }),
    tf.layers.dense({ units: 8, activation: 'tanh' }),
  ],
});
const discriminator = tf.sequential({
  layers: [
    tf.layers.dense({ units: 48, activation: 'tanh', inputShape: [8] }),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
discriminator.compile({ optimizer: tf.train.adam(0.01), loss: 'binaryCrossentropy' });
discriminator.trainable = false;
const gan = tf.sequential({ layers: [generator, discriminator] });
gan.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });

async function play(rounds: number) {
  for (let round = 0; round < rounds; round++) {
    const real = tf.randomNormal([32, 8], 0.7, 0.1);
    const fake = generator.predict(tf.randomNormal([32, 6])) as tf.Tensor;
    discriminator.trainable = true;
    await discriminator.trainOnBatch(real, tf.ones([32, 1]));
    await discriminator.trainOnBatch(fake, tf.zeros([32, 1]));
    discriminator.trainable = false;
    await gan.trainOnBatch(tf.randomNormal([32, 6]), tf.ones([32, 1]));
  }
}
play(60);
