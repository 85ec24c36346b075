// Gradline should find: healthy. Two LSTM layers that forecast the next value of a noisy wave.

import * as tf from '@tensorflow/tfjs';

const STEPS = 20;

function createForecaster() {
  const model = tf.sequential();
  model.add(tf.layers.lstm({ units: 32, returnSequences: true, inputShape: [STEPS, 1] }));
  model.add(tf.layers.lstm({ units: 32 }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.rmsprop(0.003), loss: 'meanSquaredError' });
  return model;
}

function waves(count: number) {
  const windows: number[][][] = [];
  const next: number[][] = [];
  for (let i = 0; i < count; i++) {
    const phase = 2 * Math.PI * Math.random();
    const wave = (t: number) => Math.sin(phase + 0.4 * t) + 0.05 * (Math.random() - 0.5);
    windows.push(Array.from({ length: STEPS }, (_, t) => [wave(t)]));
    next.push([wave(STEPS)]);
  }
  return { x: tf.tensor3d(windows), y: tf.tensor2d(next) };
}

export async function train(epochs = 10) {
  const { x, y } = waves(320);
  const model = createForecaster();
  return model.fit(x, y, { batchSize: 32, epochs });
}

void train();
