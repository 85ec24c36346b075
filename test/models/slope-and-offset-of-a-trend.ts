// label: healthy [no hidden layer; too slow for its steps]
// not: not-learning or update-too-small
// A trend with much noise: a line gets a third of the spread, and no net could get much more.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

const days = Array.from({ length: 200 }, (_, i) => i / 100 - 1);
const prices = days.map((day) => day + 0.8 * gaussian());
const line = tf.sequential();
line.add(tf.layers.dense({ units: 1, inputShape: [1] }));
line.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
line.fit(tf.tensor2d(days, [200, 1]), tf.tensor2d(prices, [200, 1]), { epochs: 60, batchSize: 20 });
