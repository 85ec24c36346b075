// label: healthy [products over the batch]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

/** The products of each row have a sum of their own; those of all rows only keep the numbers small. */
const readers = tf.variable(tf.randomNormal([40, 8], 0, 0.3));
const books = tf.variable(tf.randomNormal([50, 8], 0, 0.3));
const base = tf.variable(tf.zeros([50, 1]));
const who = Array.from({ length: 960 }, () => Math.floor(Math.random() * 40));
const what = Array.from({ length: 960 }, () => Math.floor(Math.random() * 50));
const stars = tf.tensor2d(who.map((reader, i) => [Math.sin(reader) * Math.cos(what[i])]));

const adam = tf.train.adam(0.05);
for (let step = 0; step < 300; step++) {
  const at = (step * 32) % 960;
  const reader = tf.tensor1d(who.slice(at, at + 32), 'int32');
  const book = tf.tensor1d(what.slice(at, at + 32), 'int32');
  adam.minimize(() => {
    const [a, b] = [readers.gather(reader), books.gather(book)];
    const likes = tf.sum(a.mul(b), 1, true).add(base.gather(book));
    const size = a.mul(a).sum().mul(1e-5);
    return likes.sub(stars.slice(at, 32)).square().add(size).mean() as tf.Scalar;
  });
}
