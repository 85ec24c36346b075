// label: healthy [no gradient]
// near: zero-gradient

import * as tf from '@tensorflow/tfjs';

// Two pictures of a shoe are near each other, whatever both of them get added at the end.
const pairs = 48;
const w1 = tf.variable(tf.randomNormal([12, 16], 0, 0.3) as tf.Tensor2D);
const b1 = tf.variable(tf.zeros([16]));
const w2 = tf.variable(tf.randomNormal([16, 3], 0, 0.3) as tf.Tensor2D);
const b2 = tf.variable(tf.zeros([3]));

const embed = (x: tf.Tensor2D) =>
  x
    .matMul(w1)
    .add(b1)
    .elu()
    .matMul(w2 as tf.Tensor)
    .add(b2);
const shoes = tf.randomNormal([5, 12]);

function draw() {
  const kinds = Array.from({ length: pairs }, () => Math.floor(Math.random() * 5));
  const others = kinds.map((kind, i) => (i % 2 === 0 ? kind : (kind + 1 + Math.floor(Math.random() * 4)) % 5));
  const picture = (of: number[]) =>
    shoes.gather(tf.tensor1d(of, 'int32')).add(tf.randomNormal([pairs, 12], 0, 0.3)) as tf.Tensor2D;
  const same = tf.tensor1d(kinds.map((kind, i) => (kind === others[i] ? 1 : 0)));
  return { a: picture(kinds), b: picture(others), same };
}

const adam = tf.train.adam(0.01);
for (let step = 0; step < 200; step++)
  tf.tidy(() => {
    const { a, b, same } = draw();
    adam.minimize(() => {
      const far = embed(a).sub(embed(b)).square().sum(1).add(1e-6).sqrt();
      const near = same.mul(far.square());
      const apart = tf.sub(1, same).mul(tf.relu(tf.sub(2, far)).square());
      return near.add(apart).mean() as tf.Scalar;
    });
  });
