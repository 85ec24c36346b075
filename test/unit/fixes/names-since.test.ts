/** Fixes write only names that the TensorFlow.js of the user's project has. */

import assert from 'node:assert/strict';
import { isKnownTo } from '../../../src/fixes/changes/names-since';

describe('a name that came late', () => {
  it('is known from its version on, as that is written', () => {
    const rows: readonly (readonly [string | undefined, ...boolean[]])[] = [
      [undefined, true, true, true],
      ['4.22.0', true, true, true],
      ['4.19', true, true, true],
      ['4.9.0', true, true, false],
      ['3', true, false, false],
      ['2.5.0', true, false, false],
      ['2.4.9', false, false, false],
      ['0.13.1', false, false, false],
    ];
    for (const [version, ...expected] of rows)
      assert.deepEqual(
        ['swish', 'mish', 'gelu'].map((name) => isKnownTo(version, name)),
        expected,
        version,
      );
  });

  it('is known to all, where it is as old as the layers', () => {
    assert.ok(isKnownTo('0.13.1', 'tanh'));
  });
});
