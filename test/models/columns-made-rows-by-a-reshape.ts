// label: not-learning [axes swapped by a reshape]
// cause: the columns are reshaped to rows instead of transposed, which mixes the houses

import * as tf from '@tensorflow/tfjs';

const houses = 240;
const random = (from: number, to: number) => from + Math.random() * (to - from);

const column = (from: number, to: number) => Array.from({ length: houses }, () => random(from, to));
const area = column(40, 200);
const rooms = column(1, 7);
const floor = column(0, 9);
const price = area.map((a, i) => a * 3 + rooms[i] * 20 - floor[i] * 12 + random(-10, 10));

/** One column after the other, each from 0 to 1. */
function scaled(columns: number[][]) {
  const all = tf.tensor2d(columns);
  const low = all.min(1, true);
  const between = all.sub(low).div(all.max(1, true).sub(low));
  return between.reshape([houses, columns.length]); // cause
}

async function main() {
  const x = scaled([area, rooms, floor]);
  const y = scaled([price]).sub(0.5).mul(4);
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 24, activation: 'relu', inputShape: [3] }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.adam(0.01), loss: 'meanSquaredError' });
  await model.fit(x, y, { epochs: 40, batchSize: 16 });
}

main();
