/** Tests which errors of tfjs 4.22 an older version gives as well. */

import assert from 'node:assert/strict';
import { tfjsAge } from '../../../../src/probe/faults/older-tfjs';

const floats = "Argument 'x' passed to 'floor' must be float32 tensor, but got int32 tensor";
const indices = "Argument 'indices' passed to 'oneHot' must be int32 tensor, but got float32 tensor";
const dataset = 'A Dataset iterator for fitDataset() is expected to generate objects of the form {xs, ys}';
const rank = 'Input 0 is incompatible with layer conv2d_Conv2D1: expected ndim=4, found ndim=2.';

describe('an older TensorFlow.js', () => {
  it('refuses what its own source checks', () => {
    const rows: readonly (readonly [string | undefined, ...boolean[]])[] = [
      [undefined, true, true, true, true],
      ['4', true, true, true, true],
      ['3.11.0', true, true, true, true],
      ['3.8', false, true, true, true],
      ['1.7.4', false, true, true, true],
      ['1.0.0', false, true, false, true],
      ['0.13.1', false, false, false, true],
    ];
    for (const [version, ...expected] of rows)
      assert.deepEqual([floats, indices, dataset, rank].map(tfjsAge(version).refuses), expected, version);
  });

  it('has functions that are gone, and before version 3 gives other results', () => {
    const of = (version?: string): readonly boolean[] => {
      const { hasOtherNames, givesOtherResults } = tfjsAge(version);
      return [hasOtherNames, givesOtherResults];
    };
    assert.deepEqual([undefined, '4.0.0', '3.21.0', '2.8.6', '0.12'].map(of), [
      [false, false],
      [false, false],
      [true, false],
      [true, true],
      [true, true],
    ]);
  });
});
