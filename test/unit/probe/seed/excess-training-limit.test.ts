/** The limit ends user code that goes on training measured models, and later where a model is still missing. */

import assert from 'node:assert/strict';
import { type ExcessCall, ExcessTrainingLimit } from '../../../../src/probe/seed/excess-training-limit';
import { StopSignal } from '../../../../src/probe/time/stop-signal';

/** How many calls it lets pass; none of them takes time. */
function callsBeforeStop(call: ExcessCall, modelsMissing: boolean): number {
  const limit = new ExcessTrainingLimit();
  for (let calls = 0; calls < 100_000; calls++) {
    try {
      limit.spend(call, modelsMissing);
    } catch (error) {
      assert.ok(error instanceof StopSignal);
      return calls;
    }
  }
  return Infinity;
}

describe('excess training limit', () => {
  it('lets a hand-written loop run a few steps that nobody measures', () => {
    assert.equal(callsBeforeStop('unmeasured-step', false), 20);
  });

  it('lets it run more of them while a model of the file is missing', () => {
    assert.equal(callsBeforeStop('unmeasured-step', true), 160);
  });

  it('starts anew with each measured step', () => {
    const limit = new ExcessTrainingLimit();
    for (let step = 0; step < 20; step++) limit.spend('unmeasured-step', false);
    limit.renew();
    limit.spend('unmeasured-step', false);
  });
});
