// label: zero-gradient [no gradient]
// cause: the softmax runs over the single score of each word instead of over the words of a sentence

import * as tf from '@tensorflow/tfjs';

const WORDS = 6;
const SIZE = 8;
const BATCH = 32;

// One word of each sentence is marked by its first number; the rest of it is the answer.
function sentences(count: number) {
  const words = tf.randomNormal([count, WORDS, SIZE], 0, 1, 'float32', 11).arraySync() as number[][][];
  const answers = words.map((sentence, i) => {
    const picked = i % WORDS;
    sentence.forEach((word, at) => (word[0] = at === picked ? 2 : 0));
    return sentence[picked].slice(1);
  });
  return { words: tf.tensor3d(words), answers: tf.tensor2d(answers) };
}

const ask = tf.variable(tf.randomNormal<tf.Rank.R2>([SIZE, 12], 0, 0.3));
const score = tf.variable(tf.randomNormal<tf.Rank.R2>([12, 1], 0, 0.3));
const out = tf.variable(tf.randomNormal<tf.Rank.R2>([SIZE, SIZE - 1], 0, 0.3));

function read(words: tf.Tensor3D): tf.Tensor2D {
  const [batch] = words.shape;
  const flat = words.reshape([batch * WORDS, SIZE]) as tf.Tensor2D;
  const scores = flat.matMul(ask).tanh().matMul(score);
  const attention = tf.softmax(scores); // cause
  return words
    .mul(attention.reshape([batch, WORDS, 1]))
    .sum<tf.Tensor2D>(1)
    .matMul(out) as tf.Tensor2D;
}

const { words, answers } = sentences(256);
const adam = tf.train.adam(0.01);
for (let step = 0; step < 300; step++) {
  const at = (step * BATCH) % 256;
  const cost = adam.minimize(() => {
    const seen = words.slice([at, 0, 0], [BATCH, WORDS, SIZE]);
    const wanted = answers.slice([at, 0], [BATCH, SIZE - 1]);
    return tf.losses.meanSquaredError(wanted, read(seen)) as tf.Scalar;
  }, true);
  if (step % 50 === 0) cost!.print();
}
