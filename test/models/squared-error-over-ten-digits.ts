// label: output-loss-mismatch [distances over classes]
// cause: mean squared error over a softmax of ten digits, by plain SGD for four epochs

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(400);
const image = tf.input({ shape: [784] });
const hidden = tf.layers.dense({ units: 32, activation: 'relu' }).apply(image);
const digit = tf.layers.dense({ units: 10, activation: 'softmax' }).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: image, outputs: digit });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' }); // cause
model.fit(x, y, { epochs: 4, batchSize: 20 });
