/** Divergences: a logarithm of a deviation that a loss adds to what it should hold, and one that it subtracts. */

import assert from 'node:assert/strict';
import { probe } from '../run';

/** One step of a loop: `m` are means, `s` logarithms of variances, `d` deviations, `e` the error of the answers. */
const loop = (loss: string): string => `{
  const x = tf.tensor2d([[1, 0], [0, 1], [1, 1], [2, 1]]);
  const t = tf.tensor2d([[0, 1], [1, 2], [1, 0], [3, 1]]);
  const w = tf.variable(tf.tensor2d([[0.1, 0.2], [0.3, -0.4]]));
  const v = tf.variable(tf.tensor2d([[0.2, -0.1], [0.1, 0.2]]));
  tf.train.sgd(0.01).minimize(() => {
    const [m, s] = [x.matMul(w), x.matMul(v)];
    const d = s.softplus();
    const e = m.add(s.mul(0.5).exp().mul(tf.randomNormal([4, 2]))).sub(t).square().mean();
    return ${loss};
  });
}`;

async function endlessIn(losses: readonly string[]): Promise<string[]> {
  const results = await Promise.all(losses.map((loss) => probe(loop(loss), { steps: 1 })));
  return results.map(({ outcome, seeds }) => {
    assert.deepEqual(outcome, { status: 'done' });
    assert.equal(seeds[0].leakedTensors, 0);
    const slip = seeds[0].models[0]?.lossSlips?.find(({ kind }) => kind === 'endless');
    return slip ? `${slip.operation}, ${slip.stack.length > 0 ? 'with a line' : 'no line'}` : 'none';
  });
}

describe('the parts of a divergence', () => {
  it('fall without end where the log-variance is added to its exponential', async () => {
    const losses = [
      'e.add(m.square().add(s.exp()).add(s).sub(1).sum(1).mean().mul(0.5))',
      'e.add(tf.add(s, tf.exp(s)).mean())',
      'e.add(s.neg().sub(s.exp()).add(1).sum().mul(-0.5))',
      'e.add(s.exp().sum().add(s.sum()))',
      'e.add(tf.scalar(1).sub(s).sub(m.square()).sub(tf.exp(s)).sum(-1).div(-2).mean())',
      'e.add(s.neg().exp().sub(s).mean())',
    ];
    assert.deepEqual(
      await endlessIn(losses),
      losses.map(() => 'itself, with a line'),
    );
  });

  it('fall without end where the logarithm of the deviation is added to its square', async () => {
    const losses = [
      'e.add(m.square().add(d.square()).sub(1).add(d.log().mul(2)).sum(1).mean())',
      'e.add(d.mul(d).add(d.square().log()).mean())',
      'e.add(d.log().neg().sub(d.square().mul(0.5)).mean().neg())',
    ];
    assert.deepEqual(
      await endlessIn(losses),
      losses.map(() => 'logarithm, with a line'),
    );
  });

  it('hold each other where one is subtracted, or are bounded', async () => {
    const losses = [
      'e.add(m.square().add(s.exp()).sub(s).sub(1).sum(1).mean().mul(0.5))',
      'e.add(tf.scalar(1).add(s).sub(m.square()).sub(s.exp()).sum(1).mul(-0.5).mean())',
      'e.add(m.square().add(d.square()).sub(1).sub(d.log().mul(2)).mean())',
      't.sub(m).square().mul(s.neg().exp()).add(s).mean().mul(0.5)',
      'e.add(s.neg().exp().add(s).mean())',
      'e.add(d.exp().add(d).mean())',
      'e.add(s.exp().mean())',
      'e.add(s.square().add(s).mean())',
      'e.add(s.exp().add(m).mean())',
      'e.add(s.exp().add(s).add(s.square()).mean())',
      's.exp().add(s).mean().square().add(e)',
    ];
    assert.deepEqual(
      await endlessIn(losses),
      losses.map(() => 'none'),
    );
  });
});
