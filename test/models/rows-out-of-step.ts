// label: borderline [nothing learned; rows shuffled apart]
// not: not-learning
// The labels were shuffled apart from their rows: at most information, since nothing says whether there is a pattern.

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(450);
const order = Array.from({ length: 450 }, (_, i) => i);
tf.util.shuffle(order);
const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 12, activation: 'relu', inputShape: [2] }),
    tf.layers.dense({ units: 3, activation: 'softmax' }),
  ],
});
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(x, y.gather(order), { epochs: 4 });
