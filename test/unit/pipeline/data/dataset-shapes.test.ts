/** Proves that a dataset's batches are taken as `fitDataset` takes them, which checks no shapes. */

import assert from 'node:assert/strict';
import { only, probeText } from '../probing';

describe('a dataset whose labels have an axis more than the outputs', function () {
  this.timeout(60_000);

  it('trains the model, as tfjs does', async () => {
    const probe = await probeText(`
const model = tf.sequential();
model.add(tf.layers.dense({ units: 3, activation: 'softmax', inputShape: [4] }));
model.compile({ optimizer: 'adam', loss: 'categoricalCrossentropy' });
const rows = tf.data.array([0, 1, 2]).map((i) => ({ xs: tf.randomNormal([4]), ys: tf.oneHot([i], 3) }));
model.fitDataset(rows.batch(1), { epochs: 5 });
`);
    assert.deepEqual(probe.errors, []);
    const { data, notAsRun } = only(probe);
    assert.deepEqual([data, notAsRun], ['user', undefined]);
  });
});
