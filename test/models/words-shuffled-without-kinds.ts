// label: not-learning [rows shuffled apart]
// cause: only the list of inputs is shuffled before training
import * as tf from '@tensorflow/tfjs';

const xs: number[][] = [];
const ys: number[][] = [];
for (let i = 0; i < 240; i++) {
  const kind = i % 4;
  xs.push(
    Array.from({ length: 20 }, (_, w) => ((w % 4 === kind && Math.random() < 0.6) || Math.random() < 0.1 ? 1 : 0)),
  );
  ys.push([0, 1, 2, 3].map((k) => (k === kind ? 1 : 0)));
}

async function main() {
  tf.util.shuffle(xs); // cause
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [20] }));
  model.add(tf.layers.dense({ units: 4, activation: 'softmax' }));
  model.compile({ optimizer: tf.train.adam(0.005), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
  await model.fit(tf.tensor2d(xs), tf.tensor2d(ys), { epochs: 30, batchSize: 24 });
}
main();
