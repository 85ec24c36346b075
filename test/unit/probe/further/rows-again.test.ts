/** Inputs that come again with another target than before: shuffled apart, told by nothing, made for the step. */

import assert from 'node:assert/strict';
import { RowsAgain } from '../../../../src/probe/further/rows-again';

const count = 100;
const all = Array.from({ length: count }, (_, row) => row);
const turned = (by: number): number[] => all.map((row) => (row + by) % count);

/** Passes in batches of ten: which target each input brings. The first pass begins at the row `from`. */
function watched(passes: readonly { inputs: number[]; targets: number[] }[], from = 0): RowsAgain {
  const rows = new RowsAgain();
  passes.forEach(({ inputs, targets }, pass) => {
    for (let row = pass === 0 ? from : 0; row < count; row++) {
      rows.add([Float32Array.of(inputs[row])], Float32Array.of(targets[row]));
      if (row % 10 === 9) rows.endBatch();
    }
  });
  return rows;
}

const shareWithOther = (rows: RowsAgain): number | undefined => rows.result?.withOther;

describe('rows that come again', () => {
  it('bring other targets where inputs alone are shuffled, also where the first pass was seen in part', () => {
    const apart = [0, 7, 31].map((by) => ({ inputs: turned(by), targets: all }));
    assert.equal(shareWithOther(watched(apart)), 1);
    assert.equal(shareWithOther(watched(apart, 40)), 1);
    const together = [0, 7, 31].map((by) => ({ inputs: turned(by), targets: turned(by) }));
    assert.equal(shareWithOther(watched(together)), 0);
  });

  it('tell nothing where targets are made for the step', () => {
    const made = [0, 1, 2].map((pass) => ({ inputs: all, targets: all.map((row) => row + 1000 * pass) }));
    assert.equal(watched(made).result, undefined);
  });

  it('tell nothing where equal inputs of a batch have different targets, but for a few', () => {
    const doubled = (upTo: number): number[] => all.map((row) => (row < upTo ? row - (row % 2) : row));
    const seen = (upTo: number): RowsAgain =>
      watched([0, 7, 31].map((by) => ({ inputs: turned(by).map((row) => doubled(upTo)[row]), targets: all })));
    assert.equal(seen(100).result, undefined);
    assert.ok((shareWithOther(seen(8)) ?? 0) > 0.95);
  });
});
