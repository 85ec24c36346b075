/** The time of further steps, without what other work of the machine adds. */

import assert from 'node:assert/strict';

import { StepTime } from '../../../../src/probe/further/step-time';

describe('probe: the time of further steps', () => {
  let time = 0;
  const after = (limitMs: number, ...steps: number[]): StepTime => {
    const spent = new StepTime(limitMs, () => time);
    for (const took of steps) {
      time += took;
      spent.add();
    }
    return spent;
  };

  it('counts what steps take', () => {
    assert.equal(after(100).leftMs, 100);
    assert.equal(after(100, 10, 12, 11).leftMs, 67);
    assert.ok(after(30, 10, 12, 11).leftMs <= 0);
  });

  it('counts a stall as two of the fastest steps', () => {
    assert.equal(after(100, 10, 10, 75, 10).leftMs, 50);
  });

  it('ends by the clock after three times the limit', () => {
    assert.equal(after(100, 1, 150, 130).leftMs, 19);
    assert.ok(after(100, 1, 150, 150).leftMs <= 0);
  });
});
