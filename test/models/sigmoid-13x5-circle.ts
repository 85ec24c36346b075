// label: vanishing-gradient [vanishing through depth]
// cause: thirteen narrow sigmoid layers

import * as tf from '@tensorflow/tfjs';
import { circle } from './data';

const hidden = (inputShape?: number[]) =>
  tf.layers.dense({ units: 5, activation: 'sigmoid', kernelInitializer: 'heUniform', inputShape }); // cause

const model = tf.sequential({
  layers: [
    hidden([2]),
    ...Array.from({ length: 12 }, () => hidden()),
    tf.layers.dense({ units: 1, activation: 'sigmoid' }),
  ],
});
model.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy' });

const { x, y } = circle();
await model.fit(x, y, { epochs: 20, batchSize: 128 });
