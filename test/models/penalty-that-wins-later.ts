// label: not-learning [penalty of the weights]
// cause: an l2 of 0.1 on every kernel lets the model learn at first, and then shrinks its weights to nothing

import * as tf from '@tensorflow/tfjs';

const rooms = tf.randomUniform([256, 5]);
const heat = rooms.matMul(tf.tensor2d([[0.4], [-0.3], [0.2], [0.3], [-0.2]])).add(0.3);

const kernelRegularizer = tf.regularizers.l2({ l2: 0.1 });
const input = tf.input({ shape: [5] });
const settings = { units: 32, activation: 'relu', kernelInitializer: 'heNormal', kernelRegularizer } as const;
let hidden = tf.layers.dense(settings).apply(input); // cause
hidden = tf.layers.dense(settings).apply(hidden);
const output = tf.layers.dense({ units: 1, kernelRegularizer }).apply(hidden) as tf.SymbolicTensor;
const model = tf.model({ inputs: input, outputs: output });
model.compile({ optimizer: tf.train.adam(0.001), loss: 'meanSquaredError' });
model.fit(rooms, heat, { epochs: 150, batchSize: 32 });
