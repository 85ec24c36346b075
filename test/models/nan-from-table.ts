// label: non-finite [gaps and infinities in the data]
// cause: a gap in a table becomes NaN when it is parsed

import * as tf from '@tensorflow/tfjs';

const table = Array.from({ length: 90 }, (_, i) => {
  const age = i % 7 === 3 ? 'n/a' : String(20 + ((i * 13) % 50));
  return `${age},${(i * 29) % 11},${i % 2}`;
}).join('\n');

function parse(text: string) {
  const rows = text.split('\n').map((line) => line.split(',').map(parseFloat));
  return {
    xs: tf.tensor2d(rows.map(([age, visits]) => [age / 50, visits / 10])), // cause
    ys: tf.tensor2d(rows.map(([, , label]) => [label])),
  };
}

export async function train() {
  const { xs, ys } = parse(table);
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 12, activation: 'relu', inputShape: [2] }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  await model.fit(xs, ys, { epochs: 10 });
}
