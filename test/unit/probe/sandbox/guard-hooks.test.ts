/** Guards give failing code something to go on with, and force the branches that lead to a target. */

import assert from 'node:assert/strict';
import { type BranchTargets, makeGuards } from '../../../../src/probe/sandbox/guard-hooks';
import { isStandIn, standIn } from '../../../../src/probe/sandbox/stand-in';
import { StopSignal } from '../../../../src/probe/time/stop-signal';

function setUp(...targets: readonly number[]) {
  const passedOver: string[] = [];
  const forced: string[] = [];
  const branchTargets: BranchTargets = { models: new Set(targets), forced: new Set() };
  const guards = makeGuards({
    branchTargets,
    notePassedOver: (what) => passedOver.push(what),
    noteForcedBranch: (where) => forced.push(where),
    standInFor: standIn,
  });
  return { guards, passedOver, forced };
}

const fails = (): never => {
  throw new TypeError('no data');
};

describe('guard hooks', () => {
  it('put a stand-in in the place of a value that fails, and note it', () => {
    const { guards, passedOver } = setUp();
    assert.equal(
      guards.guardValue(() => 5, 'count', 'line 1'),
      5,
    );
    assert.ok(isStandIn(guards.guardValue(fails, 'data', 'line 2')));
    assert.deepEqual(passedOver, ['line 2: TypeError: no data']);
  });

  it('let the signal through that ends user code', () => {
    const { guards } = setUp();
    assert.throws(() => {
      guards.guardStatement(new StopSignal(), 'line 1');
    }, StopSignal);
  });

  it('take the preferred branch where the condition depends on a stand-in', () => {
    const { guards, forced } = setUp();
    const config = standIn('config') as { readonly depth: number };
    assert.equal(
      guards.guardBranch(() => config.depth > 100, 'line 1', true),
      true,
    );
    assert.equal(
      guards.guardBranch(() => false, 'line 2', true),
      false,
    );
    assert.deepEqual(forced, []);
  });

  it('force a branch towards a target, once', () => {
    const { guards, forced } = setUp(3);
    const take = () => guards.guardBranch(() => false, 'line 1', false, 17, [[3], [4]]);
    assert.deepEqual([take(), take()], [true, false]);
    assert.deepEqual(forced, ['line 1']);
  });

  it('choose the clause of a switch that leads to a target', () => {
    const { guards, forced } = setUp(3);
    const choose = () =>
      guards.guardSwitch(() => 'small', 'line 1', 17, [
        [[1], () => 'small'],
        [[3], () => 'large'],
      ]);
    assert.deepEqual([choose(), choose()], ['large', 'small']);
    assert.deepEqual(forced, ['line 1']);
  });
});
