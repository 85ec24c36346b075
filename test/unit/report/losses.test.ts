/** Whether losses show that a model learns, or only that a few rows were easy. */

import assert from 'node:assert/strict';
import { isBelowByChance, learningState } from '../../../src/report/losses';

const constant = Array.from({ length: 30 }, () => 0.69);
const losses = (of: (step: number) => number): number[] => constant.map((_, step) => of(step));

describe('losses beside a constant answer', () => {
  it('are below it by chance where single steps scatter more than they gain', () => {
    const lucky = { data: losses((step) => (step % 3 === 0 ? 1.1 : 0.4)), constant };
    assert.equal(learningState(lucky, false), 'below');
    assert.equal(isBelowByChance(lucky), true);
  });

  it('are below it for certain where they gain in step after step', () => {
    assert.equal(isBelowByChance({ data: losses((step) => 0.66 + (step % 2 ? 0.01 : -0.01)), constant }), false);
    assert.equal(isBelowByChance({ data: losses(() => 0.5), constant }), false);
  });

  it('fall towards it only if more than the first batch says so, as long as they are far above it', () => {
    const firstIsLarger = losses((step) => (step === 0 ? 12 : 8));
    assert.equal(learningState({ data: firstIsLarger, constant }, false), 'no');
    assert.equal(learningState({ data: losses((step) => 12 - step / 5), constant }, false), 'towards');
    assert.equal(learningState({ data: losses((step) => (step === 0 ? 12 : 1)), constant }, false), 'towards');
  });
});
