/** Tests that loops which never end are left, and others run to their end. */

import assert from 'node:assert/strict';
import { only, probeText, units } from '../probing';

const body = `model.add(tf.layers.dense({ units: 6, activation: 'relu', inputShape: [4] }));
  model.add(tf.layers.dense({ units: 1 }));`;

describe('loop limits', function () {
  this.timeout(120_000);

  it('leaves a loop that never ends, and says which', async () => {
    const model = only(
      await probeText(
        `let ticks = 0;\nwhile (ticks >= 0) ticks = (ticks + 1) % 7;\nconst model = tf.sequential();\n${body}`,
        8,
      ),
    );
    assert.deepEqual(units(model), [6, 1]);
    assert.ok(
      model.passedOver?.some((one) => /line 3: the loop had not ended after \d+ s and was ended/.test(one)),
      model.passedOver?.join(),
    );
  });

  it('leaves a loop whose condition depends on a stand-in', async () => {
    const model = only(
      await probeText(
        `import { open } from 'some-database';\nconst cursor = open('rows');\nwhile (cursor.hasNext()) {\n` +
          `  cursor.next();\n}\nconst model = tf.sequential();\n${body}`,
      ),
    );
    assert.ok(
      model.passedOver?.some((one) => one.includes('line 4: the loop ran on what a stand-in gave')),
      model.passedOver?.join(),
    );
  });

  it('does not make another model by leaving the loop that makes its layers', async () => {
    const { models, errors } = await probeText(
      `const model = tf.sequential();
model.add(tf.layers.dense({ units: 3, inputShape: [2] }));
for (;;) {
  const layer = tf.layers.dense({ units: 3 });
  if (layer.name === '') break;
}`,
      6,
    );
    const [text] = [
      ...models.flatMap(({ passedOver = [] }) => passedOver),
      ...errors.map(({ message }) => message),
    ].filter((one) => one.includes('loop'));
    assert.match(text, /had not ended/);
  });

  it('lets loops run to their end', async () => {
    const model = only(
      await probeText(
        `let sum = 0;\nfor (let i = 0; i < 3_000_000; i++) sum += i % 3;\nconst model = tf.sequential();\n` +
          `model.add(tf.layers.dense({ units: sum / 1_000_000 + 2, inputShape: [4] }));`,
      ),
    );
    assert.deepEqual(units(model), [5]);
    assert.deepEqual(
      (model.passedOver ?? []).filter((one) => one.includes('loop')),
      [],
    );
  });
});
