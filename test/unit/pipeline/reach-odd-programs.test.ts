/** Proves that models are reached in programs that break a rule which others let pass: names declared twice, namespaces written to, settings that tfjs does not know. */

import assert from 'node:assert/strict';
import { only, onlyFaultless, probeText, probeTexts, units } from './probing';

describe('reach: in programs that break a rule', function () {
  this.timeout(120_000);

  const net = (first: number): string =>
    `tf.sequential({ layers: [tf.layers.dense({ units: ${first}, inputShape: [2] }), tf.layers.dense({ units: 1 })] })`;

  it('takes the last of the functions that a script declares under one name', async () => {
    const { models } = await probeTexts({
      'script.js': `function make() { return ${net(3)}; }\nfunction make() { return ${net(4)}; }\nconst model = make();\n`,
    });
    assert.deepEqual(
      models.map((model) => [model.range.start.line, units(model)]),
      [[1, [4, 1]]],
    );
  });

  it('lets a module write to a namespace that it imports', async () => {
    const model = onlyFaultless(
      await probeTexts({
        'index.js': `import * as tf from '@tensorflow/tfjs';
import * as Papa from 'papaparse';
Papa.parseLater = (file) => new Promise((complete) => Papa.parse(file, { complete }));
export const model = ${net(5)};`,
      }),
    );
    assert.deepEqual(units(model), [5, 1]);
    assert.deepEqual(
      model.assumed.filter((one) => one.startsWith('passed over')),
      [],
    );
  });

  it('passes over what stops the module before, also where functions are assigned without semicolons', async () => {
    const model = only(
      await probeTexts({
        'page.mjs': `async function train() {
  await model.fit(tf.ones([4, 2]), tf.ones([4, 1]), { epochs: 2 })
}
Missing.ready()
const model = ${net(6)}
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' })
Missing.train = async () => {
  await train()
}`,
      }),
    );
    assert.deepEqual(units(model), [6, 1]);
    assert.equal(model.standIns.includes('Missing'), true, JSON.stringify(model));
  });

  for (const [what, loss, metric, given] of [
    ['a loss', 'meanSquareError', 'mse', 'meanSquaredError'],
    ['a metric', 'meanAbsoluteError', 'closeness', 'meanAbsoluteError'],
  ] as const) {
    it(`trains a model that tfjs would not compile for ${what} it does not know, and says so`, async () => {
      const model = only(
        await probeText(
          `export function make() {\n  const model = ${net(2)};\n  model.compile({ optimizer: 'rmsprop', loss: '${loss}', metrics: ['${metric}'] });\n  return model;\n}`,
        ),
      );
      assert.match(
        model.assumed.join(),
        new RegExp(`compile stopped with «Unknown ${what.split(' ')[1]} ${what === 'a loss' ? loss : metric}»`),
      );
      assert.deepEqual([model.optimizer, model.loss], ['RMSProp', given]);
    });
  }

  it('says which weight no memory would hold', async () => {
    const { errors } = await probeText(
      `export function make() {\n  const model = tf.sequential();\n  model.add(tf.layers.flatten({ inputShape: [1024, 1024, 3] }));\n  model.add(tf.layers.dense({ units: 100 }));\n  return model;\n}`,
    );
    assert.deepEqual(
      errors.map(({ range, message }) => [range?.start.line, message.includes('315 million numbers (3145728 × 100)')]),
      [[4, true]],
    );
  });
});
