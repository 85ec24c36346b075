// label: not-learning [axes swapped by a reshape]
// cause: scan() wants the words of all sentences at one position, and gets them by a reshape of [sentences, positions]

import * as tf from '@tensorflow/tfjs';

const VOCABULARY = 12;
const LENGTH = 5;
const WIDTH = 8;
const SENTENCES = 32;

const embeddings = tf.variable(tf.randomNormal([VOCABULARY, WIDTH], 0, 0.5));
const keep = tf.variable(tf.randomNormal([WIDTH, WIDTH], 0, 0.3));
const out = tf.variable(tf.randomNormal([WIDTH, 2], 0, 0.4));

/** Sentences in which the words of the first half of the vocabulary say yes, those of the other half no. */
function corpus(): { words: number[][]; answers: number[] } {
  const words = Array.from({ length: SENTENCES }, () => {
    const isYes = Math.random() < 0.5;
    return Array.from({ length: LENGTH }, () => {
      const word = Math.floor((Math.random() * VOCABULARY) / 2);
      return isYes === Math.random() < 0.85 ? word : word + VOCABULARY / 2;
    });
  });
  const answers = words.map((row) => (row.filter((word) => word < VOCABULARY / 2).length * 2 > LENGTH ? 1 : 0));
  return { words, answers };
}

function scan(embedded: tf.Tensor3D): tf.Tensor2D {
  let state: tf.Tensor = tf.zeros([SENTENCES, WIDTH]);
  for (let position = 0; position < LENGTH; position++) {
    const word = embedded.slice([position, 0, 0], [1, SENTENCES, WIDTH]).squeeze([0]);
    state = state.matMul(keep).add(word).tanh();
  }
  return state as tf.Tensor2D;
}

const optimizer = tf.train.adam(0.01);

for (let round = 0; round < 160; round++) {
  const { words, answers } = corpus();
  tf.tidy(() => {
    const ids = tf.tensor2d(words, [SENTENCES, LENGTH], 'int32');
    const labels = tf.oneHot(tf.tensor1d(answers, 'int32'), 2);
    optimizer.minimize(() => {
      const hot = tf
        .oneHot(ids, VOCABULARY)
        .reshape([SENTENCES * LENGTH, VOCABULARY])
        .toFloat();
      const embedded = hot.matMul(embeddings as tf.Tensor2D).reshape([SENTENCES, LENGTH, WIDTH]);
      const states = scan(embedded.reshape([LENGTH, SENTENCES, WIDTH])); // cause
      return tf.losses.softmaxCrossEntropy(labels, states.matMul(out)) as tf.Scalar;
    });
  });
}
