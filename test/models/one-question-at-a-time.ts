// label: healthy [rows shuffled apart]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

// One question a step about a shelf of five boxes: the answer hangs on the shelf, which is another one each time.
const BOXES = 5;
const COLORS = 4;
const SIZE = 12;

const ask = tf.variable(tf.randomNormal([BOXES, SIZE], 0, 0.4));
const look = tf.variable(tf.randomNormal([BOXES + COLORS, SIZE], 0, 0.4));
const read = tf.variable(tf.randomNormal([BOXES + COLORS, SIZE], 0, 0.4));
const tell = tf.variable(tf.randomNormal([SIZE, COLORS], 0, 0.4));

function shelf() {
  const colors = Array.from({ length: BOXES }, () => Math.floor(Math.random() * COLORS));
  const asked = Math.floor(Math.random() * BOXES);
  const boxes = colors.map((color, box) =>
    Array.from({ length: BOXES + COLORS }, (_, i) => (i === box || i === BOXES + color ? 1 : 0)),
  );
  return { asked, boxes, color: colors[asked] };
}

const rate = 0.02;
const optimizer = tf.train.adam(rate);
for (let i = 0; i < 600; i++) {
  const { asked, boxes, color } = shelf();
  tf.tidy(() => {
    const question = tf.oneHot([asked], BOXES).toFloat() as tf.Tensor2D;
    const context = tf.tensor3d([boxes]);
    const answer = tf.oneHot([color], COLORS).toFloat();
    optimizer.minimize(() => {
      const flat = context.reshape([BOXES, BOXES + COLORS]) as tf.Tensor2D;
      const scores = question.matMul(ask as tf.Tensor2D).matMul(flat.matMul(look as tf.Tensor2D), false, true);
      const mixed = scores.softmax().matMul(flat.matMul(read as tf.Tensor2D));
      return tf.losses.softmaxCrossEntropy(answer, mixed.matMul(tell as tf.Tensor2D)) as tf.Scalar;
    });
  });
}
