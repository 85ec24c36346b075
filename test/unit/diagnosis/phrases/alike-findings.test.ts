/** Findings of one line that differ in their numbers alone are one. */

import assert from 'node:assert/strict';
import { joinAlike } from '../../../../src/diagnosis/phrases/alike-findings';
import type { Finding } from '../../../../src/report/finding';

const dead = (layer: number, share: string, seeds: readonly number[], line = 4): Finding => ({
  code: 'dead-units',
  severity: 'information',
  role: 'cause',
  message: `${share} of the 16 units of this ReLU layer are dead in ${seeds.length} of 3 seeds.`,
  file: '/w/model.ts',
  range: { start: { line, character: 0 }, end: { line, character: 9 } },
  layers: [layer],
  seeds,
  related: [],
  blames: [{ setting: 'learningRate' }],
  fixes: [],
});

describe('findings that are alike', () => {
  it('become one, with the layers and the seeds of all', () => {
    const [one, ...others] = joinAlike([dead(3, '94 %', [1]), dead(1, '88 %', [1, 2]), dead(2, '88 %', [3])]);
    assert.deepEqual(others, []);
    assert.deepEqual([one.layers, one.seeds, one.blames?.length], [[1, 2, 3], [1, 2, 3], 1]);
    assert.equal(
      one.message,
      '94 % of the 16 units of this ReLU layer are dead in 1 of 3 seeds. So it is for 2 more layers of this line.',
    );
  });

  it('stay apart on other lines, and where their words differ', () => {
    const elsewhere = dead(2, '88 %', [1], 9);
    const worse = { ...dead(2, '88 %', [1]), severity: 'warning' as const };
    const reworded = { ...dead(2, '88 %', [1]), message: 'All units of this layer are dead.' };
    for (const other of [elsewhere, worse, reworded]) assert.equal(joinAlike([dead(1, '94 %', [1]), other]).length, 2);
  });
});
