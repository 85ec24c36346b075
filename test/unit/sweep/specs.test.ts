/** The names of the sweep's models: each tells its model. */

import assert from 'node:assert/strict';
import { drawSpecs, specOf } from '../../sweep/specs';

describe('sweep: names', () => {
  it('gives the model of each name', () => {
    for (const [name, spec] of drawSpecs(20)) assert.deepEqual(specOf(name), spec);
  });

  it('refuses what is no name', () => {
    assert.throws(() => specOf('dense 3x16 relu'), /No model has the name dense 3x16 relu/);
  });
});
