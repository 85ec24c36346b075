// label: non-finite [not finite in a loss]
// cause: the logarithm of a critic's score, which is below 0 for fakes

import * as tf from '@tensorflow/tfjs';

const rate = 5e-4;
const rows = 24;

// One helper makes both nets: they share its lines, but not their shapes.
function net(inputs: number, outputs: number) {
  const made = tf.sequential();
  made.add(tf.layers.dense({ units: 20, activation: 'elu', inputShape: [inputs] }));
  made.add(tf.layers.dense({ units: outputs }));
  return made;
}

const forger = net(5, 3);
const critic = net(3, 1);
const ofForger = tf.train.rmsprop(rate);
const ofCritic = tf.train.rmsprop(rate);
const variables = (of: tf.LayersModel) => of.trainableWeights.map((w) => w.read() as tf.Variable);
const say = (x: tf.Tensor) => critic.apply(x) as tf.Tensor;

function real() {
  const angle = tf.randomUniform([rows, 1], 0, 3);
  return tf.concat([angle.sin(), angle.cos(), angle.sub(1.5)], 1);
}

for (let round = 0; round < 150; round++)
  tf.tidy(() => {
    for (let k = 0; k < 2; k++) {
      const fakes = forger.predict(tf.randomNormal([rows, 5])) as tf.Tensor;
      ofCritic.minimize(() => say(fakes).mean().sub(say(real()).mean()) as tf.Scalar, false, variables(critic));
      for (const w of variables(critic)) w.assign(w.clipByValue(-0.1, 0.1));
    }
    ofForger.minimize(
      () => {
        const score = say(forger.apply(tf.randomNormal([rows, 5])) as tf.Tensor);
        return tf.mean(tf.log(score)).neg() as tf.Scalar; // cause
      },
      false,
      variables(forger),
    );
  });
