// label: not-learning as information [penalty of the weights]

import * as tf from '@tensorflow/tfjs';

const rooms = tf.randomUniform([256, 5]);
const heat = rooms.matMul(tf.tensor2d([[0.4], [-0.3], [0.2], [0.3], [-0.2]])).add(0.3);

// Nearly all of the loss at first; the model learns all the same, and does not unlearn it.
const kernelRegularizer = tf.regularizers.l2({ l2: 0.01 });
const input = tf.input({ shape: [5] });
const settings = { units: 32, activation: 'relu', kernelInitializer: 'heNormal', kernelRegularizer } as const;
let hidden = tf.layers.dense(settings).apply(input);
hidden = tf.layers.dense(settings).apply(hidden);
const output = tf.layers.dense({ units: 1, kernelRegularizer }).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
model.fit(rooms, heat, { epochs: 150, batchSize: 32 });
