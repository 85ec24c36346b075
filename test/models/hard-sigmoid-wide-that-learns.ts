// label: healthy [saturated hidden layers]
// near: saturated-activation
// Two outputs in three are at the ends, but a slope of a fifth wants large weights, and Adam moves them. By 400 steps
// the loss comes to about a third of guessing; from glorotNormal it stays there.

import * as tf from '@tensorflow/tfjs';
import { gaussian } from './data';

// Gratings in three directions.
const pictures = Array.from({ length: 192 }, (_, i) => {
  const [angle, phase] = [(Math.PI * (i % 3)) / 3, 2 * Math.PI * Math.random()];
  return Array.from({ length: 5 }, (_row, r) =>
    Array.from({ length: 5 }, (_column, c) => [
      Math.sin(1.2 * (r * Math.sin(angle) + c * Math.cos(angle)) + phase) + 0.2 * gaussian(),
    ]),
  );
});
const labels = tf.oneHot(tf.range(0, 192, 1, 'int32').mod(tf.scalar(3, 'int32')).toInt(), 3).toFloat();

const model = tf.sequential();
for (let i = 0; i < 4; i++) {
  model.add(
    tf.layers.conv2d({
      filters: 4,
      kernelSize: 3,
      padding: 'same',
      activation: 'hardSigmoid',
      kernelInitializer: tf.initializers.randomNormal({ stddev: 2 }),
      inputShape: [5, 5, 1],
    }),
  );
}
model.add(tf.layers.flatten());
model.add(tf.layers.dense({ units: 3, activation: 'softmax' }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
model.fit(tf.tensor4d(pictures), labels, { batchSize: 12, epochs: 100 });
