// label: vanishing-gradient or dead-units [vanishing through depth; dead from birth]
// cause: kernels of at most 0.05 in nine narrow layers: signal and gradient collapse

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

const narrow = { units: 5, activation: 'relu' as const };
const small = () => tf.initializers.randomUniform({ minval: -0.05, maxval: 0.05 });

const model = tf.sequential();
for (let depth = 0; depth < 9; depth++) {
  const input = depth === 0 ? { inputShape: [2] } : {};
  model.add(tf.layers.dense({ ...narrow, kernelInitializer: small(), ...input })); // cause
}
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });

const { x, y } = blob();
model.fit(x, y, { batchSize: 128, epochs: 10 }).then(() => console.log('trained'));
