// label: vanishing-gradient [vanishing through time]
// cause: the answer is the first of sixty letters, and weak recurrent weights forget it within a few

import * as tf from '@tensorflow/tfjs';

const LETTERS = 4;
const LENGTH = 60;

function texts(count: number) {
  const codes = Array.from({ length: count }, () =>
    Array.from({ length: LENGTH }, () => Math.floor(Math.random() * LETTERS)),
  );
  const x = tf.oneHot(tf.tensor2d(codes, [count, LENGTH], 'int32'), LETTERS).toFloat();
  const y = tf.oneHot(tf.tensor1d(codes.map((text) => text[0]), 'int32'), LETTERS).toFloat(); // prettier-ignore
  return { x, y };
}

const letters = tf.input({ shape: [LENGTH, LETTERS] });
const state = tf.layers
  .simpleRNN({ units: 20, recurrentInitializer: tf.initializers.randomNormal({ stddev: 0.1 }) }) // cause
  .apply(letters) as tf.SymbolicTensor;
const letter = tf.layers.dense({ units: LETTERS, activation: 'softmax' }).apply(state) as tf.SymbolicTensor;
const reader = tf.model({ inputs: letters, outputs: letter });
reader.compile({ optimizer: tf.train.adam(0.003), loss: 'categoricalCrossentropy' });
const { x, y } = texts(160);
reader.fit(x, y, { epochs: 10, batchSize: 32 });
