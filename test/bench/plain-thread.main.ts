/** Trains the sigmoid sample in a worker thread as its user would without Gradline: same backend, data and steps. */

import { parentPort } from 'node:worker_threads';

import { startBackend } from '../../src/probe/backend/start-backend';
import { seedMathRandom } from '../../src/probe/tfjs/seeded-random';
import * as tf from '../../src/probe/tfjs/tf';

/** The thread's task. The thread posts `ready` before it takes the task, and `done` after it. */
export interface PlainRuns {
  readonly wasm: ArrayBuffer;
  readonly seeds: readonly number[];
  readonly steps: number;
}

const [depth, features, batchSize] = [20, 16, 32];

function makeData(count: number): { x: tf.Tensor; y: tf.Tensor } {
  const plane = Array.from({ length: features }, () => Math.random() - 0.5);
  const rows = Array.from({ length: count }, () => Array.from({ length: features }, () => 2 * Math.random() - 1));
  return {
    x: tf.tensor2d(rows),
    y: tf.tensor2d(
      rows.map((row) => (row.reduce((sum, value, i) => sum + value * plane[i], 0) > 0 ? 1 : 0)),
      [count, 1],
    ),
  };
}

/** The model of media/samples/deep-sigmoid-mlp.ts. */
function createModel(): tf.Sequential {
  const model = tf.sequential();
  for (let i = 0; i < depth; i++)
    model.add(tf.layers.dense({ units: 64, activation: 'sigmoid', ...(i === 0 ? { inputShape: [features] } : {}) }));
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({ optimizer: tf.train.adam(0.001), loss: 'binaryCrossentropy', metrics: ['accuracy'] });
  return model;
}

async function run({ wasm, seeds, steps }: PlainRuns): Promise<void> {
  await startBackend('wasm', { bytes: wasm });
  for (const seed of seeds) {
    seedMathRandom(seed);
    const { x, y } = makeData(512);
    const model = createModel();
    // Two epochs over half as many batches as there are steps.
    const part = (tensor: tf.Tensor): tf.Tensor => tensor.slice(0, (steps / 2) * batchSize);
    await model.fit(part(x), part(y), { batchSize, epochs: 2 });
    model.dispose();
  }
}

parentPort?.on('message', (runs: PlainRuns) => {
  void run(runs).then(() => parentPort?.postMessage('done'));
});
parentPort?.postMessage('ready');
