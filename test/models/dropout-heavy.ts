// label: healthy [dropout that leaves few units]
// not: dead-units or zero-gradient

import * as tf from '@tensorflow/tfjs';
import { digits } from './data';

const { x, y } = digits(640);
const layers: tf.layers.Layer[] = [];
for (const [i, units] of [128, 64, 64].entries()) {
  layers.push(
    tf.layers.dense({
      units,
      activation: 'relu',
      kernelInitializer: 'heNormal',
      ...(i === 0 ? { inputShape: [784] } : {}),
    }),
  );
  layers.push(tf.layers.dropout({ rate: 0.5 }));
}
layers.push(tf.layers.dense({ units: 10, activation: 'softmax' }));
const net = tf.sequential({ layers });
net.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
net.fit(x, y, { batchSize: 64, epochs: 3 });
