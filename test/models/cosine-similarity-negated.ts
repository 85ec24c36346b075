// label: healthy [sign of a loss]
// near: output-loss-mismatch

import * as tf from '@tensorflow/tfjs';

// The best that this loss can be is -1.
const unit = (rows: tf.Tensor) => rows.div(rows.square().sum(1, true).add(1e-6).sqrt());
const apart = (truth: tf.Tensor, guess: tf.Tensor) => unit(truth).mul(unit(guess)).sum(1).mean().neg();

const sounds = tf.randomNormal([192, 8]);
const voices = sounds.slice([0, 2], [192, 4]);
const encoder = tf.sequential();
encoder.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [8] }));
encoder.add(tf.layers.dense({ units: 4 }));
encoder.compile({ optimizer: tf.train.adam(0.01), loss: apart });
encoder.fit(sounds, voices, { epochs: 25 });
