// label: not-learning [axes swapped by a reshape]
// cause: the reshape to time first keeps the order of the numbers, so that gestures and time steps get mixed

import * as tf from '@tensorflow/tfjs';

const STEPS_PER_GESTURE = 6;
const AXES = 3;
const HIDDEN = 12;
const BATCH = 36;

// An accelerometer that is turned to the left or to the right.
function gestures() {
  return tf.tidy(() => {
    const right = tf.randomUniform([BATCH, 1, 1]).greater(0.5).toFloat();
    const speed = right
      .mul(2)
      .sub(1)
      .mul(tf.randomUniform([BATCH, 1, 1], 0.5, 1));
    const time = tf.range(0, STEPS_PER_GESTURE).reshape([1, STEPS_PER_GESTURE, 1]).mul(0.4);
    const noise = tf.randomNormal([BATCH, STEPS_PER_GESTURE, AXES], 0, 0.3);
    return { x: speed.mul(time).add(noise) as tf.Tensor3D, y: right.reshape([BATCH, 1]) };
  });
}

class Rnn {
  readonly input = tf.variable(tf.randomNormal([AXES, HIDDEN], 0, 0.5)) as tf.Tensor2D;
  readonly state = tf.variable(tf.randomNormal([HIDDEN, HIDDEN], 0, 0.25)) as tf.Tensor2D;
  readonly bias = tf.variable(tf.zeros([HIDDEN]));
  readonly head = tf.variable(tf.randomNormal([HIDDEN, 1], 0, 0.3)) as tf.Tensor2D;

  logits(x: tf.Tensor3D): tf.Tensor2D {
    const [batch, time, axes] = x.shape;
    const timeFirst = x.reshape([time, batch, axes]); // cause
    let h: tf.Tensor2D = tf.zeros([batch, HIDDEN]);
    for (const now of tf.unstack(timeFirst) as tf.Tensor2D[])
      h = now.matMul(this.input).add(h.matMul(this.state)).add(this.bias).tanh() as tf.Tensor2D;
    return h.matMul(this.head) as tf.Tensor2D;
  }
}

const rnn = new Rnn();
const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 150; i++) {
  const { x, y } = gestures();
  const loss = optimizer.minimize(() => tf.losses.sigmoidCrossEntropy(y, rnn.logits(x)) as tf.Scalar, true)!;
  if (i % 25 === 0) console.log(i, loss.dataSync()[0]);
  tf.dispose([x, y, loss]);
}
