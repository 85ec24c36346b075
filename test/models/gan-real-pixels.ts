// label: unscaled-data [two nets against each other]

import * as tf from '@tensorflow/tfjs';

const SIZE = 36;
const BATCH = 32;
const NOISE = 12;

class Adversaries {
  readonly generator = tf.sequential();
  readonly critic = tf.sequential();
  readonly both: tf.LayersModel;

  constructor() {
    this.generator.add(tf.layers.dense({ units: 48, activation: 'relu', inputShape: [NOISE] }));
    this.generator.add(tf.layers.dense({ units: SIZE, activation: 'tanh' }));
    this.critic.add(tf.layers.dense({ units: 48, inputShape: [SIZE] }));
    this.critic.add(tf.layers.leakyReLU({ alpha: 0.2 }));
    this.critic.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
    this.critic.compile({ optimizer: tf.train.adam(0.0002, 0.5), loss: 'binaryCrossentropy' });
    this.critic.trainable = false;
    const noise = tf.input({ shape: [NOISE] });
    const verdict = this.critic.apply(this.generator.apply(noise)) as tf.SymbolicTensor;
    this.both = tf.model({ inputs: noise, outputs: verdict });
    this.both.compile({ optimizer: tf.train.adam(0.0002, 0.5), loss: 'binaryCrossentropy' });
  }

  async round(pixels: number[][]): Promise<void> {
    const chosen = Array.from({ length: BATCH }, () => pixels[Math.floor(Math.random() * pixels.length)]);
    const real = tf.tensor2d(chosen); // cause
    const fake = this.generator.predict(tf.randomNormal([BATCH, NOISE])) as tf.Tensor;
    this.critic.trainable = true;
    await this.critic.trainOnBatch(real, tf.ones([BATCH, 1]));
    await this.critic.trainOnBatch(fake, tf.zeros([BATCH, 1]));
    this.critic.trainable = false;
    await this.both.trainOnBatch(tf.randomNormal([BATCH, NOISE]), tf.ones([BATCH, 1]));
  }
}

const bright = (): number => (Math.random() < 0.4 ? 180 + Math.floor(Math.random() * 75) : 0);
const pixels = Array.from({ length: 200 }, () => Array.from({ length: SIZE }, bright));
(async () => {
  const adversaries = new Adversaries();
  for (let round = 0; round < 200; round++) await adversaries.round(pixels);
})();
