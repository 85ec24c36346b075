// label: unreachable-targets
// cause: a film has several genres, and a softmax shares a single whole among them

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const genres = ['comedy', 'crime', 'romance', 'war'];
const films = Array.from({ length: 240 }, () => {
  const tags = genres.map(() => (Math.random() < 0.5 ? 1 : 0));
  return { tags, features: [...tags, ...tags].map((on) => 2 * on - 1 + 0.5 * gaussian()) };
});
const plot = tf.input({ shape: [8] });
const hidden = tf.layers.dense({ units: 24, activation: 'relu' }).apply(plot) as tf.SymbolicTensor;
const shares = tf.layers.dense({ units: genres.length, activation: 'softmax' }).apply(hidden); // cause
const tagger = tf.model({ inputs: plot, outputs: shares as tf.SymbolicTensor });
tagger.compile({ optimizer: tf.train.rmsprop(0.005), loss: tf.losses.meanSquaredError });
await tagger.fitDataset(
  tf.data
    .array(films)
    .map(({ features, tags }: (typeof films)[number]) => ({ xs: tf.tensor1d(features), ys: tf.tensor1d(tags) }))
    .batch(24),
  { epochs: 6 },
);
