// label: healthy
// near: output-loss-mismatch
// Rows of zeros fill up the words that are shorter.

import * as tf from '@tensorflow/tfjs';

const [LETTERS, LONGEST, WORDS] = [8, 6, 160];
const words = Array.from({ length: WORDS }, (_, i) =>
  Array.from({ length: 3 + (i % 4) }, () => Math.floor(LETTERS * Math.random())),
);
const rows = (of: (word: number[]) => number[]) =>
  tf.tensor3d(
    words.map((word) =>
      Array.from({ length: LONGEST }, (_, at) =>
        Array.from({ length: LETTERS }, (_, letter) => (of(word)[at] === letter ? 1 : 0)),
      ),
    ),
  );
const model = tf.sequential();
model.add(tf.layers.gru({ units: 32, returnSequences: true, inputShape: [LONGEST, LETTERS] }));
model.add(tf.layers.timeDistributed({ layer: tf.layers.dense({ units: LETTERS, activation: 'softmax' }) }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
model.fit(
  rows((word) => word),
  rows((word) => [word[0], ...word.slice(0, -1)]),
  { epochs: 40, batchSize: 16 },
);
