/** Loops break once their time is over; those that make layers end with an error. */

import assert from 'node:assert/strict';
import { EndlessLoop, type LoopLimits, makeLoopHook } from '../../../../src/probe/sandbox/loop-limits';
import { standIn } from '../../../../src/probe/sandbox/stand-in';

const endless: LoopLimits = { until: Infinity, extensionMs: 0, last: Infinity };

const unexpected = (what: string): never => assert.fail(what);

/** Loops until told to break; how often, or undefined where that takes too long. */
function iterations(hook: () => boolean, body: () => void = () => undefined, most = 1_000_000): number | undefined {
  for (let count = 0; count < most; count++) {
    if (hook()) return count;
    body();
  }
  return undefined;
}

describe('loop limits', () => {
  it('let a loop run that has time left', () => {
    const hook = makeLoopHook(() => endless, unexpected);
    assert.equal(
      iterations(() => hook('line 1', false)),
      undefined,
    );
  });

  it('end a loop whose time is over, say so, and give the code behind it time', () => {
    const ended: string[] = [];
    const limits: LoopLimits = { until: performance.now() - 1, extensionMs: 60_000, last: Infinity };
    const hook = makeLoopHook(
      () => limits,
      (what) => ended.push(what),
    );
    assert.ok(hook('line 3', false));
    assert.deepEqual(ended, ['line 3: the loop had not ended after 1 s and was ended']);
    assert.ok(limits.until > performance.now());
    assert.equal(
      iterations(() => hook('line 5', false), undefined, 10_000),
      undefined,
    );
  });

  it('let a loop that makes layers go on until the last moment, and then throw', () => {
    const slow: LoopLimits = { until: 0, extensionMs: 0, last: Infinity };
    const hook = makeLoopHook(() => slow, unexpected);
    assert.equal(hook('line 1', true), false);
    const over: LoopLimits = { until: 0, extensionMs: 0, last: 0 };
    assert.throws(() => makeLoopHook(() => over, unexpected)('line 1', true), EndlessLoop);
  });

  it('end a loop that goes on with stand-ins', () => {
    const ended: string[] = [];
    const hook = makeLoopHook(
      () => endless,
      (what) => ended.push(what),
    );
    const queue = standIn('queue') as { readonly length: number };
    const count = iterations(
      () => hook('line 7', false),
      () => {
        assert.ok(queue.length);
      },
      Infinity,
    );
    assert.ok(count !== undefined && count >= 999, String(count));
    assert.deepEqual(ended, ['line 7: the loop ran on what a stand-in gave and was ended']);
  }).timeout(10_000);
});
