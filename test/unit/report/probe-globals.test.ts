/** Tests that rewritten code, which only has text, finds the globals that the probe sets. */

import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import { probeGlobal, probeGlobalText, setProbeGlobals } from '../../../src/report/probe-globals';

describe('probe globals', () => {
  afterEach(() => {
    setProbeGlobals({ tf: undefined, nodeModules: undefined });
  });

  it('are what their text reads', () => {
    const tf = { version: 'here' };
    setProbeGlobals({ tf });
    assert.equal(runInThisContext(probeGlobalText('tf')), tf);
    assert.equal(probeGlobal('tf'), tf);
    assert.equal(runInThisContext(probeGlobalText('nodeModules')), undefined);
  });

  it('can be taken away again', () => {
    setProbeGlobals({ tf: {} });
    setProbeGlobals({ tf: undefined });
    assert.equal(probeGlobal('tf'), undefined);
  });
});
