// label: zero-gradient [one unit for classes]
// cause: a softmax over a single unit gives 1, where grades of 0 to 3 are asked for

import * as tf from '@tensorflow/tfjs';

const papers = Array.from({ length: 160 }, () => [Math.random(), Math.random(), Math.random()]);
const grades = papers.map(([style, , thought]) => Math.min(3, Math.floor(2 * style + 2 * thought)));

const grader = tf.sequential({ name: 'grader' });
grader.add(tf.layers.dense({ units: 10, inputDim: 3, activation: 'elu' }));
grader.add(tf.layers.dense({ units: 1, activation: 'softmax' })); // cause
grader.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
await grader.fit(tf.tensor2d(papers), tf.tensor2d(grades, [160, 1]), { epochs: 30, batchSize: 20 });
