// label: output-loss-mismatch [softmax or sigmoid twice]
// cause: sigmoidCrossEntropy takes logits and applies a sigmoid to what the softmax gave

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(300);
const sorter = tf.sequential();
sorter.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [2] }));
sorter.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
sorter.compile({ optimizer: tf.train.adam(0.005), loss: tf.losses.sigmoidCrossEntropy }); // cause
sorter.fit(x.div(3), y, { batchSize: 50, epochs: 10 });
