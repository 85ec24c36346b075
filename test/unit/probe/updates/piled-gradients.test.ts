/** Loops that add up gradients before they apply them: with sums that start anew, fade, or hold all since the start. */

import assert from 'node:assert/strict';
import { probe } from '../run';

/** A loop of 24 batches over two kernels; `step` gets the `grads` of each and its number. */
const loop = (step: string): string => `{
  const numbers = (shape, seed) => tf.randomNormal(shape, 0, 1, 'float32', seed);
  const w = tf.variable(numbers([4, 6], 1).mul(0.3), true, 'w');
  const b = tf.variable(tf.zeros([6]), true, 'b');
  const v = tf.variable(numbers([6, 1], 2).mul(0.3), true, 'v');
  const optimizer = tf.train.sgd(0.01);
  const names = ['w', 'b', 'v'];
  let sums = {};
  const add = (grads, keep = 1) => {
    for (const name of names) sums[name] = sums[name] ? sums[name].mul(keep).add(grads[name]) : grads[name];
  };
  const times = (all, factor) => Object.fromEntries(names.map((name) => [name, all[name].mul(factor)]));
  for (let i = 0; i < 24; i++) {
    const x = numbers([8, 4], 10 + i);
    const y = x.sum(1, true).tanh();
    const { grads } = tf.variableGrads(() => tf.losses.meanSquaredError(y, x.matMul(w).add(b).tanh().matMul(v)));
    ${step}
  }
}`;

async function slipsOf(steps: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { seeds } of await Promise.all(steps.map((step) => probe(loop(step), { steps: 24 })))) {
    assert.deepEqual(seeds[0].failures, []);
    const slip = seeds[0].models[0].lossSlips?.find(({ kind }) => kind === 'piled');
    found.push(slip ? `${slip.operation}${slip.stack.length > 0 ? '' : ', no line'}` : 'none');
  }
  return found;
}

describe('gradients that a loop adds up', () => {
  it('pile up where the sums never start anew', async () => {
    const steps = [
      'add(grads); if (i % 4 === 3) optimizer.applyGradients(sums);',
      'add(grads); optimizer.applyGradients(sums);',
      'add(grads); if (i % 2) optimizer.applyGradients(times(sums, 0.5));',
      'add(grads); if (i % 3 === 2) optimizer.applyGradients(names.map((name) => ({ name, tensor: sums[name] })));',
    ];
    assert.deepEqual(
      await slipsOf(steps),
      steps.map(() => 'applyGradients'),
    );
  });

  it('are right where the sums start anew or fade, or where each step takes its own', async () => {
    const steps = [
      'add(grads); if (i % 4 === 3) { optimizer.applyGradients(sums); sums = {}; }',
      'add(grads, 0.9); optimizer.applyGradients(sums);',
      'optimizer.applyGradients(grads);',
      'add(grads); optimizer.applyGradients(grads);',
      // The mean of all gradients so far.
      'add(grads); optimizer.applyGradients(times(sums, 1 / (i + 1)));',
      // Sums that start anew later.
      'add(grads); optimizer.applyGradients(sums); if (i % 2) sums = {};',
    ];
    assert.deepEqual(
      await slipsOf(steps),
      steps.map(() => 'none'),
    );
  });
});
