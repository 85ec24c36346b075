// label: not-learning [order of the rows]
// cause: all apples come first, then all pears, then all plums, and nothing shuffles them

import * as tf from '@tensorflow/tfjs';

const FRUITS = ['apple', 'pear', 'plum'];

interface Fruit {
  readonly measures: number[];
  readonly kind: number;
}

function pick(kind: number, count: number): Fruit[] {
  return Array.from({ length: count }, () => ({
    measures: [0, 1, 2, 3].map((i) => 0.3 * Math.random() + (i % 3 === kind ? 0.6 : 0.3)),
    kind,
  }));
}

const basket = FRUITS.flatMap((_, kind) => pick(kind, 300));

const model = tf.sequential();
model.add(tf.layers.dense({ units: 10, activation: 'relu', inputShape: [4] }));
model.add(tf.layers.dense({ units: FRUITS.length, activation: 'softmax' }));
model.compile({ optimizer: tf.train.sgd(0.2), loss: 'categoricalCrossentropy' });

async function run() {
  for (let round = 0; round < 5; round++) {
    for (let i = 0; i < basket.length; i += 5) {
      const some = basket.slice(i, i + 5);
      const xs = tf.tensor2d(some.map((fruit) => fruit.measures));
      const ys = tf.oneHot(
        tf.tensor1d(
          some.map((fruit) => fruit.kind),
          'int32',
        ),
        FRUITS.length,
      );
      await model.trainOnBatch(xs, ys); // cause
      tf.dispose([xs, ys]);
    }
  }
}

run();
