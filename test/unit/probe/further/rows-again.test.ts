/** Inputs that come again with another target than before: shuffled apart, told by nothing, made for the step. */

import assert from 'node:assert/strict';
import { probeOne } from '../run';
import { RowsAgain } from '../../../../src/probe/further/rows-again';

const count = 100;
const all = Array.from({ length: count }, (_, row) => row);
const turned = (by: number): number[] => all.map((row) => (row + by) % count);

/** Passes in batches of ten: which target each input brings. The first pass begins at the row `from`. */
function watched(passes: readonly { inputs: number[]; targets: number[] }[], from = 0): RowsAgain {
  const rows = new RowsAgain();
  passes.forEach(({ inputs, targets }, pass) => {
    for (let row = pass === 0 ? from : 0; row < count; row += 10) {
      const of = (all: number[]) => ({ values: Float32Array.from(all.slice(row, row + 10)), width: 1 });
      rows.addBatch({ inputs: [of(inputs)], targets: of(targets), count: 10 });
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

describe('the examples of a loop', () => {
  it('count from its measured steps on, where the code itself takes hardly more', async () => {
    const loop = (order: string): string => `
      const x = tf.randomUniform([64, 3]);
      const y = tf.randomUniform([64, 1]);
      const kernel = tf.variable(tf.zeros([3, 1]));
      const sgd = tf.train.sgd(0);
      for (let pass = 0; pass < 3; pass++) {
        const order = tf.tensor1d(Array.from(tf.util.createShuffledIndices(64)), 'int32');
        const [xs, ys] = [x.gather(order), ${order}];
        for (let at = 0; at < 64; at += 16)
          sgd.minimize(() => tf.losses.meanSquaredError(ys.slice(at, 16), xs.slice(at, 16).matMul(kernel)));
      }`;
    // Eight of the twelve steps are measured.
    const againOf = async (order: string) => (await probeOne(loop(order), { steps: 8 })).answers?.further?.comeAgain;
    const apart = await againOf('y');
    assert.equal(apart?.rows, 128);
    assert.ok(apart.withOther > 0.9);
    assert.equal((await againOf('y.gather(order)'))?.withOther, 0);
  });
});
