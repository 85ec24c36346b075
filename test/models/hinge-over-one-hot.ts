// label: output-loss-mismatch [labels of a hinge loss]
// cause: hinge over one-hot rows, whose zeros give no gradient

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const { x, y } = blob(300);
const data = tf.data
  .zip({ xs: tf.data.array(x.arraySync()), ys: tf.data.array(y.arraySync()) })
  .batch(30) as tf.data.Dataset<any>;
const machine = tf.sequential();
machine.add(tf.layers.dense({ units: 10, activation: 'relu', inputShape: [2] }));
machine.add(tf.layers.dense({ units: 3 }));
machine.compile({ optimizer: 'adam', loss: 'hinge' }); // cause
machine.fitDataset(data, { epochs: 8 });
