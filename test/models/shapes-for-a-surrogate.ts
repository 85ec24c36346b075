// label: healthy [sign of an actor]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// Guided design: a surrogate learns the drag of wing shapes that were measured, and a designer lowers its prediction.
const PARAMS = 6;
const WISHES = 3;

const surrogate = tf.sequential({ name: 'surrogate' });
surrogate.add(tf.layers.dense({ inputShape: [WISHES + PARAMS], units: 48, activation: 'relu' }));
surrogate.add(tf.layers.dense({ units: 48, activation: 'relu' }));
surrogate.add(tf.layers.dense({ units: 1, name: 'drag' }));

const designer = tf.sequential({ name: 'designer' });
designer.add(tf.layers.dense({ inputShape: [WISHES], units: 32, activation: 'relu' }));
designer.add(tf.layers.dense({ units: PARAMS, activation: 'tanh' }));

const weights = (m: tf.Sequential) => m.trainableWeights.map((w) => w.read() as tf.Variable);
const fitSurrogate = tf.train.adam(3e-3);
const fitDesigner = tf.train.adam(1e-3);

function windTunnel(wishes: tf.Tensor, shape: tf.Tensor) {
  return tf.tidy(() =>
    shape
      .sub(tf.tile(wishes, [1, 2]).mul(0.5))
      .square()
      .sum(1, true)
      .add(0.2),
  );
}

for (let round = 0; round < 400; round++) {
  const wishes = tf.randomUniform([50, WISHES], -1, 1);
  const shapes = tf.randomUniform([50, PARAMS], -1, 1);
  const drag = windTunnel(wishes, shapes);
  fitSurrogate.minimize(
    () => {
      const guess = surrogate.apply(tf.concat([wishes, shapes], 1)) as tf.Tensor;
      return tf.losses.huberLoss(drag, guess) as tf.Scalar;
    },
    false,
    weights(surrogate),
  );
  fitDesigner.minimize(
    () => {
      const drawn = designer.apply(wishes) as tf.Tensor;
      return (surrogate.apply(tf.concat([wishes, drawn], 1)) as tf.Tensor).mean() as tf.Scalar;
    },
    false,
    weights(designer),
  );
  tf.dispose([wishes, shapes, drag]);
}
