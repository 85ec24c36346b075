/** Losses that fall as answers get worse, and those that may rightly be below zero. */

import assert from 'node:assert/strict';
import { probe } from '../run';

/** One step of a loop with two classes; `p` are probabilities, `q` one probability, `y` and `t` their labels. */
const loop = (loss: string): string => `{
  const x = tf.tensor2d([[1, 0], [0, 1], [1, 1], [2, 1]]);
  const t = tf.tensor2d([[0], [1], [1], [0]]);
  const y = tf.oneHot(t.squeeze().toInt(), 2).toFloat();
  const costs = tf.tensor1d([0.2, 0.9, 0.4, 0.1]);
  const w = tf.variable(tf.tensor2d([[0.1, 0.2], [0.3, -0.4]]));
  const v = tf.variable(tf.tensor2d([[0.1], [0.2]]));
  tf.train.sgd(0.01).minimize(() => {
    const [p, q, o] = [x.matMul(w).softmax(), x.matMul(v).sigmoid(), x.matMul(v)];
    return ${loss};
  });
}`;

async function signsOf(losses: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const { seeds } of await Promise.all(losses.map((loss) => probe(loop(loss), { steps: 1 }))))
    found.push(seeds[0].models[0]?.lossSlips?.find(({ kind }) => kind === 'sign')?.operation ?? 'none');
  return found;
}

describe('the sign of a loss', () => {
  it('shows a cross-entropy without its minus, and an error with one', async () => {
    const losses = [
      'y.mul(p.add(1e-7).log()).sum(1).mean()',
      'y.mul(tf.logSoftmax(x.matMul(w))).mean()',
      'p.mul(y).sum(1).log().mean()',
      'y.mul(p).sum(-1).add(1e-7).log().sum()',
      't.mul(q.log()).add(tf.sub(1, t).mul(tf.sub(1, q).log())).mean()',
      't.mul(q.log()).add(t.neg().add(1).mul(q.neg().add(1).log())).mean()',
      'o.sub(t).square().mean().neg()',
      'tf.losses.meanSquaredError(t, o).mul(-0.5)',
    ];
    const expected = [...Array.from({ length: 6 }, () => 'likelihood'), 'error', 'error'];
    assert.deepEqual(await signsOf(losses), expected);
  });

  it('is right, or not known, of what may be below zero', async () => {
    const losses = [
      'y.mul(p.log()).sum(1).mean().neg()',
      'y.mul(p.log()).sum(1).mul(costs).mean()',
      'p.mul(y).sum(1).log().mean().neg()',
      'p.mul(y).sum(1).log().mul(costs).mean()',
      'p.mul(p.log()).sum(1).mean()',
      'o.sub(t).square().mean()',
      'o.mean().sub(q.mean())',
      'tf.sub(1, q).log().mean()',
      'o.sub(t).square().mean().sub(v.square().sum())',
    ];
    const wrong = (await signsOf(losses)).filter((sign) => sign !== 'none');
    // Less weight decay than none is odd, but no sign of the error's.
    assert.deepEqual(wrong, []);
  });
});

/** One step of a loop with three classes: `o` are outputs, `y` their labels; `u` and `n` have rows of length 1. */
const raw = (loss: string): string => `{
  const x = tf.tensor2d([[1, 0], [0, 1], [1, 1], [2, 1]]);
  const y = tf.oneHot(tf.tensor1d([0, 1, 2, 1], 'int32'), 3).toFloat();
  const far = tf.tensor2d([[1, 2, 0], [0, 1, 1], [2, 2, 1], [1, 0, 3]]);
  const w = tf.variable(tf.tensor2d([[0.1, 0.2, 0.3], [0.3, -0.4, 0.2]]));
  const unit = (rows) => rows.div(rows.square().sum(-1, true).sqrt());
  tf.train.sgd(0.01).minimize(() => {
    const o = x.matMul(w);
    const [u, n] = [unit(o), unit(far)];
    return ${loss};
  });
}`;

describe('outputs that meet labels or targets in a product', () => {
  const operationsOf = async (losses: readonly string[]): Promise<string[]> => {
    const results = await Promise.all(losses.map((loss) => probe(raw(loss), { steps: 1 })));
    return results.map(({ outcome, seeds }) => {
      assert.deepEqual(outcome, { status: 'done' });
      return seeds[0].models[0]?.lossSlips?.find(({ kind }) => kind === 'sign')?.operation ?? 'none';
    });
  };

  it('are taken for logarithms of probabilities where each output of the own class counts as it is', async () => {
    const losses = [
      'y.mul(o).sum(1).mean().neg()',
      'tf.neg(tf.mean(tf.sum(tf.mul(o, y), -1)))',
      'o.mul(y).sum().mul(-0.25)',
      'y.mul(o.relu().add(0.1)).sum(1).mean().neg()',
    ];
    assert.deepEqual(
      await operationsOf(losses),
      losses.map(() => 'raw'),
    );
  });

  it('are not where they are logarithms, probabilities or values, or something else holds them', async () => {
    const losses = [
      'y.mul(tf.logSoftmax(o)).sum(1).mean().neg()',
      // The outputs of a ReLU are no probabilities, but their logarithms are taken.
      'y.mul(o.relu().add(2).log()).sum(1).mean().neg()',
      'y.mul(o.softmax()).sum(1).mean().neg()',
      'tf.logSumExp(o, 1).sub(o.mul(y).sum(1)).mean()',
      'tf.scalar(2).sub(o.mul(y).sum(1)).square().mean()',
      'far.slice([0, 0], [4, 1]).squeeze().sub(o.mul(y).sum(1)).square().mean()',
      'o.mul(far).sum(1).mean().neg()',
      'o.mul(tf.tensor2d([[-1], [1], [1], [-1]])).mean()',
    ];
    assert.deepEqual(
      await operationsOf(losses),
      losses.map(() => 'none'),
    );
  });

  it('show a similarity without its minus', async () => {
    const losses = ['u.mul(n).sum(1).mean()', 'tf.mean(tf.sum(tf.mul(n, u), -1))', 'n.mul(u).sum().div(4)'];
    assert.deepEqual(
      await operationsOf(losses),
      losses.map(() => 'similarity'),
    );
  });

  it('show no wrong sign of a similarity with its minus, or of products of other lengths', async () => {
    const losses = [
      'u.mul(n).sum(1).mean().neg()',
      'tf.sub(1, u.mul(n).sum(1)).mean()',
      'u.mul(far).sum(1).mean()',
      'o.mul(n).sum(1).mean()',
      'u.mul(n).sum(1).mean().square()',
    ];
    assert.deepEqual(
      await operationsOf(losses),
      losses.map(() => 'none'),
    );
  });
});

/** One step of a loop over eight rows: `p` are predictions, `t` their targets, `w` the weights. */
const errors = (loss: string): string => `{
  const x = tf.tensor2d([[1, 0], [0, 1], [1, 1], [2, 1], [3, 1], [1, 4], [0, 2], [2, 2]]);
  const t = tf.tensor2d([[0], [1], [1], [0], [2], [5], [1], [3]]);
  const w = tf.variable(tf.tensor2d([[0.1], [0.3]]));
  tf.train.sgd(0.01).minimize(() => {
    const p = x.matMul(w);
    return ${loss};
  });
}`;

describe('errors that keep their signs', () => {
  const cancelled = async (losses: readonly string[]): Promise<string[]> => {
    const results = await Promise.all(losses.map((loss) => probe(errors(loss), { steps: 1 })));
    return losses.filter((_, at) => results[at].seeds[0].models[0]?.lossSlips?.some(({ kind }) => kind === 'pairs'));
  };

  it('are found where the loss is their mean, or a square of it', async () => {
    const losses = [
      'p.sub(t).mean()',
      'tf.mean(tf.sub(t, p)).mul(-2)',
      't.sub(p).sum().abs()',
      'p.squeeze().sub(t.squeeze()).mean().square()',
      'p.sub(t).mean().add(w.square().sum().mul(0.01))',
    ];
    assert.deepEqual(await cancelled(losses), losses);
  });

  it('are no matter where each is squared, where other parts count, or where all targets are the same', async () => {
    const losses = [
      'p.sub(t).square().mean()',
      'p.sub(t).abs().mean()',
      'p.sub(t).square().mean().add(p.sub(t).mean().abs())',
      'p.sub(tf.onesLike(t)).mean()',
      'p.mul(t).mean().neg()',
      'p.mean().sub(t.mean()).square()',
    ];
    assert.deepEqual(await cancelled(losses), []);
  });
});
