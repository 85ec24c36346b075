/** Further steps go on with fewer rows where whole batches are too slow. */

import assert from 'node:assert/strict';
import { firstRows, mayBeCut } from '../../../../src/probe/further/fewer-rows';
import { FurtherLosses } from '../../../../src/probe/further/further-losses';
import { StepLosses } from '../../../../src/probe/losses/step-losses';
import { now } from '../../../../src/probe/time/clock';
import { learningLimits } from '../../../../src/report/losses';
import * as tf from '../../../../src/probe/tfjs/tf';

const { fewestRows } = learningLimits;

describe('probe: further steps on fewer rows', () => {
  const code = { isLoop: false, isMostlyPenalty: false };
  /** Takes steps that each last for so long, until the trial is over or so many are taken. */
  const take = (further: FurtherLosses, lastsMs: number, count: number): void => {
    for (let step = 0; step < count && !further.isOver; step++) {
      const startedAt = now();
      while (now() - startedAt < lastsMs);
      further.add({ losses: new StepLosses(), loss: 1, isCompiled: true }, startedAt);
    }
  };

  const state = ({ isOver, isTooSlow, rows }: FurtherLosses): unknown => ({ isOver, isTooSlow, rows });

  it('begin where whole batches take too long for a hundred steps, and end at the usual number', () => {
    const further = new FurtherLosses({ most: 120, longestMs: 100 }, code);
    take(further, 10, 20);
    assert.deepEqual(state(further), { isOver: true, isTooSlow: true, rows: undefined });
    assert.ok(further.steps < 20);
    further.takeFewerRows(fewestRows);
    assert.deepEqual(state(further), { isOver: false, isTooSlow: false, rows: 32 });
    take(further, 0, 200);
    assert.equal(further.steps, 120);
    assert.equal(further.result.rows, 32);
  });

  it('are given up where those take too long as well', () => {
    const further = new FurtherLosses({ most: 120, longestMs: 100 }, code);
    take(further, 10, 20);
    further.takeFewerRows(fewestRows);
    take(further, 6, 20);
    assert.deepEqual(state(further), { isOver: true, isTooSlow: true, rows: 32 });
    assert.ok(further.steps < 20);
  });

  it('take the first rows of each tensor and let go of the batch', () => {
    const batch = [tf.ones([128, 4, 4]), tf.range(0, 128)];
    const before = tf.memory().numTensors;
    const cut = firstRows(batch, fewestRows);
    assert.deepEqual(
      cut.map(({ shape }) => shape),
      [[32, 4, 4], [32]],
    );
    assert.deepEqual(
      cut[1].arraySync(),
      Array.from({ length: 32 }, (_, row) => row),
    );
    assert.ok(batch.every(({ isDisposed }) => isDisposed));
    assert.equal(tf.memory().numTensors, before);
    const whole = tf.ones([20, 4]);
    assert.deepEqual(firstRows([whole], fewestRows), [whole]);
    tf.dispose([...cut, whole]);
  });

  it('need a batch of twice the rows', () => {
    const rows = (...counts: readonly number[]): boolean => tf.tidy(() => mayBeCut(counts.map((n) => tf.ones([n, 1]))));
    assert.deepEqual([rows(64, 64), rows(63), rows(128, 40)], [true, false, false]);
    assert.ok(!mayBeCut([tf.scalar(1)]));
  });
});
