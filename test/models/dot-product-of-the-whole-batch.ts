// label: output-loss-mismatch [products over the batch]
// cause: the products of readers and books are added up over all rows of the batch

import * as tf from '@tensorflow/tfjs';

const readers = tf.variable(tf.randomNormal([40, 8], 0, 0.3));
const books = tf.variable(tf.randomNormal([50, 8], 0, 0.3));
const base = tf.variable(tf.zeros([50, 1]));
const who = Array.from({ length: 960 }, () => Math.floor(Math.random() * 40));
const what = Array.from({ length: 960 }, () => Math.floor(Math.random() * 50));
const stars = tf.tensor2d(who.map((reader, i) => [Math.sin(reader) * Math.cos(what[i])]));

const adam = tf.train.adam(0.02);
for (let at = 0; at < 960; at += 32) {
  const reader = tf.tensor1d(who.slice(at, at + 32), 'int32');
  const book = tf.tensor1d(what.slice(at, at + 32), 'int32');
  adam.minimize(() => {
    const likes = tf.sum(readers.gather(reader).mul(books.gather(book))); // cause
    const guess = likes.add(base.gather(book));
    return tf.losses.meanSquaredError(stars.slice(at, 32), guess) as tf.Scalar;
  });
  tf.dispose([reader, book]);
}
