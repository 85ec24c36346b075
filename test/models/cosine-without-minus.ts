// label: output-loss-mismatch [sign of a loss]
// cause: the mean cosine of targets and outputs lacks its minus

import * as tf from '@tensorflow/tfjs';

const normalize = (v: tf.Tensor): tf.Tensor => {
  const length = v.square().sum(-1, true).add(1e-8).sqrt();
  return v.div(length);
};

function cosineLoss(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  const a = normalize(yTrue);
  const b = normalize(yPred);
  return a.mul(b).sum(-1).mean(); // cause
}

// directions of the wind at a valley's end, from readings of six stations
const readings = tf.randomNormal([220, 6]);
const turn = tf.randomNormal([6, 3]);
const wind = readings.matMul(turn);

const model = tf.sequential({
  layers: [tf.layers.dense({ units: 20, activation: 'tanh', inputShape: [6] }), tf.layers.dense({ units: 3 })],
});
model.compile({ optimizer: tf.train.adam(0.01), loss: cosineLoss });
model.fit(readings, wind, { epochs: 20, batchSize: 22 }).then((h) => console.log(h.history.loss));
