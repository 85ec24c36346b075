/** Losses of decisions: rewards that meet the logarithms of all classes, or those of the chosen one. */

import assert from 'node:assert/strict';
import { probe } from '../run';

/** One step of a loop with three actions; `p` are probabilities, `r` a column of rewards, `taken` the actions. */
const loop = (loss: string): string => `{
  const x = tf.tensor2d([[1, 0], [0, 1], [1, 1], [2, 1]]);
  const r = tf.tensor2d([[1], [-0.5], [0.2], [0.7]]);
  const actions = tf.tensor1d([0, 2, 1, 1], 'int32');
  const taken = tf.oneHot(actions, 3).toFloat();
  const w = tf.variable(tf.tensor2d([[0.1, 0.2, 0.1], [0.3, -0.4, 0]]));
  tf.train.sgd(0.01).minimize(() => {
    const logits = x.matMul(w);
    const p = logits.softmax();
    const logs = p.add(1e-8).log();
    return ${loss};
  });
}`;

async function shapesOf(losses: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { seeds } of await Promise.all(losses.map((loss) => probe(loop(loss), { steps: 1 })))) {
    const slip = seeds[0].models[0]?.lossSlips?.find(({ kind }) => kind === 'all-classes');
    found.push(slip ? `${slip.shapes.join(' ')}, ${slip.stack.length > 0 ? 'with a line' : 'no line'}` : 'none');
  }
  return found;
}

describe('the reward of a loss', () => {
  it('shows where it meets the logarithms of all classes', async () => {
    const losses = [
      'logs.mul(r).mean().neg()',
      'r.mul(p.clipByValue(1e-6, 1).log()).neg().sum(1).mean()',
      'tf.logSoftmax(logits).sum(1).mul(r.squeeze()).mean().mul(-1)',
      'logs.neg().mul(r.tile([1, 3])).sum()',
      'logs.mul(r).mean().neg().sub(p.mul(logs).sum(1).mean().neg().mul(0.01))',
    ];
    assert.deepEqual(
      await shapesOf(losses),
      losses.map(() => '4,3, with a line'),
    );
  });

  it('is right where the chosen class alone counts, or where no reward takes part', async () => {
    const losses = [
      'logs.mul(taken).mul(r).mean().neg()',
      'logs.mul(r).mul(taken).sum(1).mean().neg()',
      'logs.mul(taken).sum(1).mul(r.squeeze()).mean().neg()',
      'logs.mul(taken.mul(r)).sum().neg()',
      'tf.gather(logs.flatten(), tf.tensor1d([0, 5, 7, 10], "int32")).mul(r.squeeze()).mean().neg()',
      // Labels that are smoothed, with a weight for each example.
      'logs.mul(taken).sum(1).mul(r.squeeze()).mean().neg().sub(logs.mul(r).mean().mul(0.1))',
      'logs.mean().neg()',
      'p.mul(logs).sum(1).mul(r.squeeze()).mean()',
      'p.mul(r).sum(1).mean().neg()',
    ];
    assert.deepEqual(
      await shapesOf(losses),
      losses.map(() => 'none'),
    );
  });
});
