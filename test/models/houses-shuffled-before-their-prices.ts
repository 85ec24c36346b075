// label: healthy [rows shuffled apart]
// near: not-learning
import * as tf from '@tensorflow/tfjs';

// the prices are worked out after the rows have their order
const rooms = Array.from({ length: 200 }, () => [Math.random() * 2 - 1, Math.random() * 2 - 1, Math.random()]);
rooms.sort(([a], [b]) => a - b);
tf.util.shuffle(rooms);
const prices = rooms.map(([a, b, c]) => [a * 0.8 - b * 0.5 + (c > 0.5 ? 0.3 : 0)]);

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'relu', inputShape: [3] }),
    tf.layers.dense({ units: 12, activation: 'relu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
model.fit(tf.tensor2d(rooms), tf.tensor2d(prices), { epochs: 40, batchSize: 32, verbose: 0 });
