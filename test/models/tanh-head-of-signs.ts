// label: healthy [targets beyond a tanh]
// near: unreachable-targets
// Whether a game is won (1) or lost (-1): the tanh ends just where the targets are.

import * as tf from '@tensorflow/tfjs';

const boards = tf.randomUniform([240, 9], -1, 1).round();
const results = boards.slice([0, 0], [240, 5]).sum(1, true).greaterEqual(0).toFloat().mul(2).sub(1);
const value = tf.sequential();
value.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [9] }));
value.add(tf.layers.dense({ units: 1, activation: 'tanh' }));
value.compile({ optimizer: tf.train.adam(0.005), loss: 'meanSquaredError' });
value.fit(boards, results, { epochs: 25, batchSize: 30 });
