// label: healthy [rate too high]
// near: update-too-large
// A line through six points: the first steps change its one weight by a large part of its size; each lowers the loss.

import * as tf from '@tensorflow/tfjs';

export async function learn(): Promise<number> {
  const line = tf.sequential();
  line.add(tf.layers.dense({ units: 1, inputShape: [1] }));
  line.compile({ loss: 'meanSquaredError', optimizer: 'sgd' });
  const at = [-1, 0, 1, 2, 3, 4];
  const { history } = await line.fit(
    tf.tensor2d(at, [6, 1]),
    tf.tensor2d(
      at.map((t) => 2 * t - 1),
      [6, 1],
    ),
    { epochs: 60 },
  );
  return Number(history.loss.at(-1));
}
