/** Diagnosis as a whole: it needs a recorded step, and the same numbers give the same findings. */

import assert from 'node:assert/strict';
import { diagnose } from '../../../src/diagnosis/index';
import { chain, codes, modelOf } from './models';

describe('diagnose', () => {
  it('says nothing of a model without a recorded step', () => {
    assert.deepEqual(codes({ layers: chain(3, 0.9), steps: 0 }), []);
  });

  it('does not change with the order in which it is asked', () => {
    const model = modelOf({ layers: chain(20, 0.24) });
    assert.deepEqual(diagnose(model), diagnose(structuredClone(model)));
  });
});
