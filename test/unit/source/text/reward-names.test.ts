/** Names tell rewards, which are to be raised, from costs. */

import assert from 'node:assert/strict';
import { namesRewardsAlone } from '../../../../src/source/text/reward-names';

describe('names of rewards', () => {
  it('are read in the code, not in comments and strings', () => {
    assert.ok(namesRewardsAlone(['const rewards = tf.tensor2d(batch.map((t) => [t.r]));']));
    assert.ok(namesRewardsAlone(["import { step } from './env';", 'memory.push({ s, a, reward: r, done });']));
    assert.ok(namesRewardsAlone(['const discountedReturns = add(rows);']));
    assert.ok(!namesRewardsAlone(["console.log('reward', mean); // the mean reward"]));
    assert.ok(!namesRewardsAlone(['function f(): ReturnType<typeof g> { return g(score); }']));
    assert.ok(!namesRewardsAlone([]));
  });

  it('say nothing beside those of costs, or of a net that is to win against another', () => {
    const code = 'const rewards = read();';
    for (const other of ['const stepCost = 1;', 'lambdaPenalty(x)', 'kineticEnergy(v)', '// the adversary lowers it'])
      assert.ok(!namesRewardsAlone([code, other]), other);
  });

  it('say nothing where the sign of a reward is turned', () => {
    const code = 'const { reward } = env.step(a);';
    const turned = [
      'target = -reward + gamma * next;',
      'batch.map((t) => -t.r)',
      'rewards.neg()',
      'batch.rewards.mul(-1)',
      'rewards.mul(tf.scalar(-1))',
      'tf.neg(rewards)',
      'tf.scalar(0).sub(rewards)',
      'reward * -1',
      '1 - reward',
      'negReward = read()',
    ];
    for (const one of turned) assert.ok(!namesRewardsAlone([code, one]), one);
    for (const one of ['q.sub(rewards)', 'reward - mean', 'r: -(x * x)', 'reward: -x * x', 'rewards.mul(0.1)'])
      assert.ok(namesRewardsAlone([code, one]), one);
  });
});
