// label: output-loss-mismatch [sign of a loss]
// cause: the head is linear, and its outputs are taken for log-probabilities

import * as tf from '@tensorflow/tfjs';

function negativeLogLikelihood(truth: tf.Tensor, predicted: tf.Tensor): tf.Tensor {
  const picked = tf.mul(truth, predicted); // cause
  return tf.neg(tf.mean(tf.sum(picked, -1)));
}

const gaits = ['walk', 'run', 'climb', 'rest'];
const N = 200;
const which = tf.randomUniform([N], 0, gaits.length, 'int32') as tf.Tensor1D;
const labels = tf.oneHot(which, gaits.length).toFloat();
const sensors = labels.matMul(tf.randomNormal([gaits.length, 8])).add(tf.randomNormal([N, 8], 0, 0.3));

(async () => {
  const inputs = tf.input({ shape: [8] });
  const dense = tf.layers.dense({ units: 24, activation: 'relu', kernelInitializer: 'heNormal' }).apply(inputs);
  const scores = tf.layers.dense({ units: gaits.length }).apply(dense) as tf.SymbolicTensor;
  const net = tf.model({ inputs, outputs: scores });
  net.compile({ optimizer: tf.train.adam(0.003), loss: negativeLogLikelihood });
  for (let round = 0; round < 3; round++) await net.fit(sensors, labels, { epochs: 8, batchSize: 25, verbose: 0 });
})();
