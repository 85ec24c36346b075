// label: borderline [vanishing through depth]
// near: vanishing-gradient
// Five sigmoid layers with tiny weights at the start: a long plateau, but steps of 0.01 rebuild weights and gradient.

import * as tf from '@tensorflow/tfjs';
import { lin } from './data';

const { x, y } = lin();
const tiny = tf.initializers.randomNormal({ stddev: 0.01 });
const hidden = [24, 24, 24, 24, 24].map((units, i) =>
  tf.layers.dense({ units, activation: 'sigmoid', kernelInitializer: tiny, inputShape: i === 0 ? [9] : undefined }),
);
const model = tf.sequential({ layers: [...hidden, tf.layers.dense({ units: 1 })] });
model.compile({ optimizer: tf.train.adam(0.01), loss: tf.losses.meanSquaredError });
model.fit(x, y, { batchSize: 32, epochs: 5 });
