/** Tests that callbacks of `fit` which work, or cannot work in the probe, bring no error. */

import assert from 'node:assert/strict';
import { onlyFaultless, probeTexts } from '../probing';

const trainWith = (callbacks: string): string => `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
model.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: ['mae'] });
model.fit(tf.randomNormal([40, 2]), tf.randomNormal([40, 1]), {
  epochs: 6, validationSplit: 0.2, callbacks: ${callbacks},
});
`;

describe('callbacks of fit', function () {
  this.timeout(60_000);

  for (const [what, callbacks] of [
    [
      'that read what tfjs gives them',
      `[{ onEpochEnd: (epoch, logs) => console.log(epoch.toFixed(), logs.val_loss.toFixed(2), logs.mae.toFixed(2)),
         onBatchEnd: (batch, logs) => console.log(logs.size.toFixed(), logs.loss.toFixed(2)) }]`,
    ],
    ['that write into a page', "{ onEpochEnd: (epoch) => document.getElementById('out').show.rows[epoch].fill() }"],
    ['that wait for a person', '{ onEpochEnd: () => new Promise(() => undefined) }'],
    ["of tfjs's own", "tf.callbacks.earlyStopping({ monitor: 'val_loss' })"],
  ]) {
    it(`${what} bring none`, async () => {
      const model = onlyFaultless(await probeTexts({ 'model.js': trainWith(callbacks) }));
      assert.equal(model.notAsRun, undefined);
    });
  }
});
