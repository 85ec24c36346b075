// label: output-loss-mismatch [numbers of classes]
// cause: the column of classes 0, 1, 2 is scaled to 0...1 along with the others, and the loss cuts decimals off

import * as tf from '@tensorflow/tfjs';
import { blob } from './data';

function scaleColumns(table: tf.Tensor): tf.Tensor {
  const low = table.min(0);
  return table.sub(low).div(table.max(0).sub(low)); // cause
}

export async function main(): Promise<void> {
  const { x, y } = blob(300);
  const [points, classes] = tf.split(scaleColumns(tf.concat([x, y.argMax(1).expandDims(1).toFloat()], 1)), [2, 1], 1);
  const net = tf.sequential({
    layers: [
      tf.layers.dense({ inputShape: [2], units: 12, activation: 'tanh' }),
      tf.layers.dense({ units: 3, activation: 'softmax' }),
    ],
  });
  net.compile({ optimizer: 'adam', loss: 'sparseCategoricalCrossentropy' });
  await net.fit(points, classes, { batchSize: 30, epochs: 10 });
}

void main();
