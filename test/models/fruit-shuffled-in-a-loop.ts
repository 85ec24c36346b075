// label: healthy [order of the rows]
// near: not-learning

import * as tf from '@tensorflow/tfjs';

const FRUITS = ['apple', 'pear', 'plum'];
const basket: { measures: number[]; kind: number }[] = [];
// Half of the basket are apples, and many batches hold little else.
for (const [kind, count] of [300, 200, 100].entries())
  for (let i = 0; i < count; i++)
    basket.push({ measures: [0, 1, 2, 3].map((at) => 0.3 * Math.random() + (at % 3 === kind ? 0.6 : 0.3)), kind });
tf.util.shuffle(basket);

const model = tf.sequential();
model.add(tf.layers.dense({ units: 10, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dense({ units: FRUITS.length, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.2), loss: 'categoricalCrossentropy' });

async function run() {
  for (let round = 0; round < 5; round++)
    for (let i = 0; i < basket.length; i += 5) {
      const some = basket.slice(i, i + 5);
      const xs = tf.tensor2d(some.map((fruit) => fruit.measures));
      const kinds = tf.tensor1d(
        some.map((fruit) => fruit.kind),
        'int32',
      );
      const ys = tf.oneHot(kinds, FRUITS.length);
      await model.trainOnBatch(xs, ys);
      tf.dispose([xs, ys, kinds]);
    }
}

run();
