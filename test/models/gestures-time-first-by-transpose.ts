// label: healthy [axes swapped by a reshape]
// near: not-learning
// The axes are swapped as they should be, and the states of all steps are put together again.

import * as tf from '@tensorflow/tfjs';

const BATCH = 36;
const TIME = 6;
const AXES = 3;
const HIDDEN = 12;

const wx = tf.variable(tf.randomNormal([AXES, HIDDEN], 0, 0.5));
const wh = tf.variable(tf.randomNormal([HIDDEN, HIDDEN], 0, 0.25));
const head = tf.variable(tf.randomNormal([HIDDEN, 1], 0, 0.3));

function turns(): [tf.Tensor3D, tf.Tensor2D] {
  return tf.tidy(() => {
    const right = tf.randomUniform([BATCH, 1, 1]).greater(0.5).toFloat();
    const speed = right
      .mul(2)
      .sub(1)
      .mul(tf.randomUniform([BATCH, 1, 1], 0.5, 1));
    const time = tf.range(0, TIME).reshape([1, TIME, 1]).mul(0.4);
    const x = speed.mul(time).add(tf.randomNormal([BATCH, TIME, AXES], 0, 0.3));
    return [x as tf.Tensor3D, right.reshape([BATCH, 1]) as tf.Tensor2D];
  });
}

const logits = (x: tf.Tensor3D): tf.Tensor2D => {
  let h: tf.Tensor = tf.zeros([BATCH, HIDDEN]);
  const states = tf.unstack(x.transpose([1, 0, 2])).map((now) => (h = now.matMul(wx).add(h.matMul(wh)).tanh()));
  const all = tf.stack(states).transpose([1, 0, 2]); // [batch, time, hidden]
  return all.mean(1).matMul(head) as tf.Tensor2D;
};

const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 120; i++) {
  const [x, y] = turns();
  optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, logits(x)) as tf.Scalar);
  tf.dispose([x, y]);
}
