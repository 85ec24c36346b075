// label: output-loss-mismatch [relu before a last sigmoid]
// cause: a ReLU between the five tags and their sigmoid

import * as tf from '@tensorflow/tfjs';

const tags = ['loud', 'fast', 'live', 'sad', 'sung'];
const features = 10;

// a tag holds where its own mix of the features is above zero, which is so for half of the songs
const mix = tf.randomNormal([features, tags.length]);
const songs = tf.randomNormal([320, features]);
const held = songs.matMul(mix).greater(0).toFloat();

const tagger = tf.sequential({ name: 'tagger' });
tagger.add(tf.layers.dense({ units: 32, inputShape: [features], kernelInitializer: 'heNormal' }));
tagger.add(tf.layers.elu());
tagger.add(tf.layers.dense({ units: tags.length }));
tagger.add(tf.layers.reLU()); // cause
tagger.add(tf.layers.dropout({ rate: 0.1 }));
tagger.add(tf.layers.activation({ activation: 'sigmoid' }));

tagger.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
tagger
  .fit(songs, held, { epochs: 30, batchSize: 32 })
  .then(({ history }) => console.log(history.loss[0], '->', history.loss.at(-1)));
