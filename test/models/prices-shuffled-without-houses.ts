// label: not-learning [rows shuffled apart]
// cause: only the list of targets is shuffled
import * as tf from '@tensorflow/tfjs';

function houses(count: number) {
  const rooms = Array.from({ length: count }, () => [Math.random() * 2 - 1, Math.random() * 2 - 1, Math.random()]);
  const prices = rooms.map(([a, b, c]) => a * 0.8 - b * 0.5 + (c > 0.5 ? 0.3 : 0) + Math.floor(a * 10) / 10);
  return { rooms, prices };
}

const { rooms, prices } = houses(200);
prices.push(prices[0]);
rooms.push(rooms[0]);
tf.util.shuffle(prices); // cause

const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 24, activation: 'relu', inputShape: [3] }),
    tf.layers.dense({ units: 12, activation: 'relu' }),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ loss: 'meanSquaredError', optimizer: tf.train.adam(0.01) });
model.fit(tf.tensor2d(rooms), tf.tensor2d(prices, [prices.length, 1]), { epochs: 40, batchSize: 32, verbose: 0 });
