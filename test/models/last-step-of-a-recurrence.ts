// label: healthy [the same answer for all]
import * as tf from '@tensorflow/tfjs';

const STEPS = 7;
const STATE = 10;
const w = tf.variable(tf.randomNormal([4 + STATE, STATE], 0, 0.3));
const head = tf.variable(tf.randomNormal([STATE, 2], 0, 0.3));

const optimizer = tf.train.adam(0.01);
for (let i = 0; i < 200; i++)
  tf.tidy(() => {
    const up = tf.randomUniform([32, 1, 1], 0, 1).greater(0.5).toFloat();
    const marks = tf.tensor3d([[[0, 0, 0, 1]]]).tile([32, 1, 1]);
    const steps = tf.concat([tf.randomUniform([32, STEPS - 1, 3]).add(up.mul(0.4)), tf.zeros([32, STEPS - 1, 1])], 2);
    const x = tf.concat([marks, steps], 1) as tf.Tensor3D;
    const y = tf.oneHot(up.flatten().toInt(), 2).toFloat();
    optimizer.minimize(() => {
      let state: tf.Tensor2D = tf.zeros([32, STATE]);
      for (const now of tf.unstack(x, 1))
        state = tf.tanh(tf.concat([now as tf.Tensor2D, state], 1).matMul(w as tf.Tensor2D)) as tf.Tensor2D;
      return tf.losses.softmaxCrossEntropy(y, state.matMul(head as tf.Tensor2D)) as tf.Scalar;
    });
  });
