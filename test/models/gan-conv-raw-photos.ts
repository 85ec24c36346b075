// label: unscaled-data [two nets against each other]
// cause: photos of 0 to 255 go to the critic as they are, and the generator's tanh ends at 1

import * as tf from '@tensorflow/tfjs';

const SIDE = 6;
function makeGenerator() {
  const noise = tf.input({ shape: [10] });
  const flat = tf.layers.dense({ units: SIDE * SIDE, activation: 'tanh' }).apply(noise);
  const image = tf.layers.reshape({ targetShape: [SIDE, SIDE, 1] }).apply(flat) as tf.SymbolicTensor;
  return tf.model({ inputs: noise, outputs: image });
}
function makeCritic() {
  const critic = tf.sequential();
  critic.add(tf.layers.conv2d({ filters: 6, kernelSize: 3, inputShape: [SIDE, SIDE, 1] }));
  critic.add(tf.layers.leakyReLU());
  critic.add(tf.layers.flatten());
  critic.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  critic.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  return critic;
}
const generator = makeGenerator();
const critic = makeCritic();
critic.trainable = false;
const input = tf.input({ shape: [10] });
const judged = critic.apply(generator.apply(input)) as tf.SymbolicTensor;
const whole = tf.model({ inputs: input, outputs: judged });
whole.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });

for (let i = 0; i < 80; i++) {
  const photos = tf.randomUniform([16, SIDE, SIDE, 1], 0, 255, 'int32').toFloat(); // cause
  const made = generator.predict(tf.randomNormal([16, 10])) as tf.Tensor;
  critic.trainable = true;
  await critic.fit(photos.concat(made), tf.ones([16, 1]).concat(tf.zeros([16, 1])), { batchSize: 32, verbose: 0 });
  critic.trainable = false;
  await whole.fit(tf.randomNormal([16, 10]), tf.ones([16, 1]), { batchSize: 16, verbose: 0 });
}
