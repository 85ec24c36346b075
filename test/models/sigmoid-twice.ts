// label: output-loss-mismatch [softmax or sigmoid twice]
// cause: sigmoidCrossEntropy takes logits and applies the sigmoid itself

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const { x, y } = circle(320);
const judge = tf.sequential();
judge.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [2], kernelInitializer: 'heNormal' }));
judge.add(tf.layers.dense({ units: 1 }));
judge.add(tf.layers.activation({ activation: 'sigmoid' }));
const loss = (truth: tf.Tensor, guess: tf.Tensor) => tf.losses.sigmoidCrossEntropy(truth, guess); // cause
judge.compile({ optimizer: tf.train.adam(0.02), loss });
judge.fit(x, y, { batchSize: 64, epochs: 8 });
