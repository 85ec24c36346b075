/** Patience ends user code that goes on training measured models, and later where a model is still missing. */

import assert from 'node:assert/strict';
import { type ExcessCall, Patience } from '../../../../src/probe/seed/patience';
import { StopSignal } from '../../../../src/probe/time/stop-signal';

/** How many calls it lets pass; none of them takes time. */
function callsBeforeStop(call: ExcessCall, modelsMissing: boolean): number {
  const patience = new Patience();
  for (let calls = 0; calls < 100_000; calls++) {
    try {
      patience.spend(call, modelsMissing);
    } catch (error) {
      assert.ok(error instanceof StopSignal);
      return calls;
    }
  }
  return Infinity;
}

describe('patience', () => {
  it('lets a hand-written loop run a few steps that nobody measures', () => {
    assert.equal(callsBeforeStop('unmeasured-step', false), 20);
  });

  it('lets it run more of them while a model of the file is missing', () => {
    assert.equal(callsBeforeStop('unmeasured-step', true), 160);
  });

  it('starts anew with each measured step', () => {
    const patience = new Patience();
    for (let step = 0; step < 20; step++) patience.spend('unmeasured-step', false);
    patience.renew();
    patience.spend('unmeasured-step', false);
  });
});
