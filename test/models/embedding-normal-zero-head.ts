// label: healthy [exploding through depth; one kernel over its fan-in norm; equal units]
// not: exploding-gradient or symmetric-weights or zero-gradient

import * as tf from '@tensorflow/tfjs';

const WORDS = 200;
const LENGTH = 8;
const topics = Array.from({ length: 300 }, () => Math.floor(Math.random() * 4));
const word = (topic: number): number =>
  Math.floor(Math.random() < 0.5 ? topic * 50 + Math.random() * 50 : Math.random() * WORDS);
const ids = tf.tensor2d(topics.map((topic) => Array.from({ length: LENGTH }, () => word(topic))));

const model = tf.sequential();
model.add(
  tf.layers.embedding({
    inputDim: WORDS,
    outputDim: 64,
    inputLength: LENGTH,
    embeddingsInitializer: tf.initializers.randomNormal({ stddev: 1 }),
  }),
);
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 64, activation: 'relu' }));
model.add(tf.layers.dense({ units: 4, activation: 'softmax', kernelInitializer: 'zeros' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(ids, tf.oneHot(tf.tensor1d(topics, 'int32'), 4), { epochs: 10 });
