// label: output-loss-mismatch [raw outputs in a cross-entropy]
// cause: the last layer of a builder has no activation, while compile takes class probabilities

import { layers, model as functional, input, train } from '@tensorflow/tfjs';
import { digits } from './data';

function buildDigitReader(classes: number) {
  const pixels = input({ shape: [784] });
  const hidden = layers.dense({ units: 48, activation: 'tanh' }).apply(pixels);
  const answers = layers.dense({ units: classes }).apply(hidden); // cause
  return functional({ inputs: pixels, outputs: answers as never });
}

const { x, y } = digits(640);
const reader = buildDigitReader(10);
reader.compile({ optimizer: train.rmsprop(0.001), loss: 'categoricalCrossentropy', metrics: ['accuracy'] });
export const done = reader.fit(x, y, { batchSize: 64, epochs: 4 });
