// label: output-loss-mismatch [errors that cancel out]

import * as tf from '@tensorflow/tfjs';

// The mean comes before the square: errors of different signs cancel out, and only the mean answer is learned.
class SquaredError {
  static of(labels: tf.Tensor, answers: tf.Tensor): tf.Tensor {
    return labels.sub(answers).mean().square(); // cause
  }
}

const x = tf.randomUniform([300, 3], -1, 1);
const y = x
  .slice([0, 0], [300, 1])
  .mul(2)
  .add(x.slice([0, 1], [300, 1]).square());
const input = tf.input({ shape: [3] });
const hidden = tf.layers.dense({ units: 20, activation: 'tanh' }).apply(input);
const model = tf.model({ inputs: input, outputs: tf.layers.dense({ units: 1 }).apply(hidden) as tf.SymbolicTensor });
model.compile({ optimizer: 'adam', loss: SquaredError.of });
model.fit(x, y, { epochs: 30, batchSize: 25 });
