/** Tests the errors where the probe's time or memory runs out: how far each model came. */

import assert from 'node:assert/strict';
import { healthyText } from '../../../../src/report/badge';
import { probeTexts } from '../probing';

const head = "import * as tf from '@tensorflow/tfjs';\n";

describe('where a limit of the probe is reached', function () {
  this.timeout(60_000);

  it('what was measured stands, and says how far each model came', async () => {
    const code = `${head}const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
await net.fit(tf.randomNormal([8, 2]), tf.randomNormal([8, 1]), { epochs: 9 });
/^(a+)+$/.test('a'.repeat(60) + 'b');
`;
    const { models, errors } = await probeTexts({ 'model.js': code }, 4, { seeds: [1, 2] });
    assert.deepEqual(
      models.map((model) => [healthyText(model), model.data]),
      [['healthy in 3 steps × 1 seed; stopped after 3 steps, in 1 of 2 seeds', 'user']],
    );
    assert.deepEqual(
      errors.map(({ code: one }) => one),
      ['time-limit'],
    );
    assert.match(
      errors[0].message,
      /The report has what was measured until then: net stopped after 3 steps, in 1 of 2 seeds\./,
    );
  });

  it('a model that had all its steps says nothing of it', async () => {
    const code = `${head}const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [2] })] });
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
`;
    const { models } = await probeTexts({ 'model.js': code });
    assert.equal(models[0].cutShort, undefined);
  });

  it('a model too large for its memory says that, not that time is short, and is no error of the code', async () => {
    const code = `${head}const net = tf.sequential();
net.add(tf.layers.dense({ units: 9000, inputShape: [30000] }));
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
`;
    const { models, errors } = await probeTexts({ 'model.js': code });
    assert.deepEqual(models, []);
    assert.deepEqual(
      errors.map(({ code: one, own, range }) => [one, own, range?.start.line]),
      [['too-large', undefined, 2]],
    );
    assert.match(errors[0].message, /270 million numbers .* more than the probe has memory for/);
  });

  it('a functional model too large for its memory says so before its weights are made', async () => {
    const code = `${head}const input = tf.input({ shape: [250000] });
const narrow = tf.layers.dense({ units: 12 }).apply(input);
const wide = tf.layers.dense({ units: 12400000 }).apply(narrow);
const net = tf.model({ inputs: input, outputs: wide });
`;
    const { models, errors } = await probeTexts({ 'model.js': code });
    assert.deepEqual([models.length, errors[0].code, errors[0].range?.start.line], [0, 'too-large', 3]);
    assert.match(errors[0].message, /the model would have 152 million weights/);
  });
});
