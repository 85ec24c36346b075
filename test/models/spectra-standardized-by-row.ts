// label: healthy [nothing learned]
// near: not-learning
// Each spectrum is standardized by itself, as is usual where their brightness says nothing.

import * as tf from '@tensorflow/tfjs';

const samples = 200;
const peaks = tf.randomUniform([samples, 1]);
const shapes = tf.linspace(0, 1, 12).reshape([1, 12]).sub(peaks).square().mul(-8).exp();
const spectra = shapes.mul(tf.randomUniform([samples, 1], 1, 9));
const { mean, variance } = tf.moments(spectra, 1, true);
const x = spectra.sub(mean).div(variance.sqrt());
const model = tf.sequential();
model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [12] }));
model.add(tf.layers.dense({ units: 1 }));
model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
model.fit(x, peaks, { epochs: 30 });
