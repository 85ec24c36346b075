// label: not-learning [a judge and its fakes]
// cause: neg() turns the whole sum around, so that the critic raises fakes as well as data

import * as tf from '@tensorflow/tfjs';

const batch = 40,
  z = 4;

const generator = tf.sequential();
generator.add(tf.layers.dense({ inputShape: [z], units: 20, activation: 'relu' }));
generator.add(tf.layers.dense({ units: 3 }));

const critic = tf.sequential();
critic.add(tf.layers.dense({ inputShape: [3], units: 32, activation: 'elu' }));
critic.add(tf.layers.dense({ units: 1 }));

const own = (m: tf.Sequential) => m.getWeights() as tf.Variable[];
const lr = 1e-3;
const cOpt = tf.train.rmsprop(lr);
const gOpt = tf.train.rmsprop(lr);

// points on a spiral
function spiral() {
  return tf.tidy(() => {
    const t = tf.randomUniform([batch, 1], 0, 6);
    return tf.concat([t.cos().mul(t), t.sin().mul(t), t], 1).div(6);
  });
}

for (let it = 0; it < 200; ++it) {
  const real = spiral();
  for (let k = 0; k < 3; ++k) {
    const fake = generator.predict(tf.randomNormal([batch, z])) as tf.Tensor;
    cOpt.minimize(
      () => {
        const onReal = (critic.apply(real) as tf.Tensor).mean();
        const onFake = (critic.apply(fake) as tf.Tensor).mean();
        return onReal.add(onFake).neg() as tf.Scalar; // cause
      },
      false,
      own(critic),
    );
    own(critic).forEach((w) => w.assign(w.clipByValue(-0.08, 0.08)));
    fake.dispose();
  }
  const noise = tf.randomNormal([batch, z]);
  gOpt.minimize(
    () => (critic.apply(generator.apply(noise) as tf.Tensor) as tf.Tensor).mean().neg() as tf.Scalar,
    false,
    own(generator),
  );
  tf.dispose([real, noise]);
}
