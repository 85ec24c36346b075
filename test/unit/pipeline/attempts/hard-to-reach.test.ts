/** Tests models behind code that is easily misread: old escapes, hidden globals, deep imports. */

import assert from 'node:assert/strict';
import { classes, only, onlyFaultless, probeTexts, units } from '../probing';

const head = "import * as tf from '@tensorflow/tfjs';\n";

describe('models that are hard to reach', function () {
  this.timeout(120_000);

  it('are reached through an import from deep inside tfjs-layers', async () => {
    const model = onlyFaultless(
      await probeTexts({
        'deep.ts': `${head}import { Dense, Dropout } from '@tensorflow/tfjs-layers/dist/layers/core';
class Wide extends Dense { static className = 'Wide'; }
export function build() {
  const model = tf.sequential();
  model.add(new Wide({ units: 6, inputShape: [2] }));
  model.add(new Dropout({ rate: 0.1 }));
  model.add(tf.layers.dense({ units: 1 }));
  return model;
}`,
      }),
    );
    assert.deepEqual(classes(model), ['Wide', 'Dropout', 'Dense']);
  });

  it('are reached in a script that paints its terminal by octal escapes, past what fails there', async () => {
    const model = only(
      await probeTexts({
        'old.cjs': `const tf = require('@tensorflow/tfjs');
exports.fit = function (rows) {
  const all = new Float32Array(rows.length * 3);
  for (let i = 0; i < rows.length; i++) all.set(rows[i].points, i * 5);
  process.stdout.write('\\033[2J');
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [3], units: 5, activation: 'relu' }));
  model.add(tf.layers.dense({ units: 2 }));
  return model;
};`,
      }),
    );
    assert.deepEqual(units(model), [5, 2]);
  });

  it('are reached where a declaration in a branch hides the global of a page', async () => {
    const model = onlyFaultless(
      await probeTexts({
        'worker.js': `importScripts('https://cdn.jsdelivr.net/npm/@tensorflow/tfjs/dist/tf.min.js');
if (typeof window === 'object' && window === null) { var tf = require('@tensorflow/tfjs'); }
const net = tf.sequential({ layers: [tf.layers.dense({ inputShape: [4], units: 2 })] });`,
      }),
    );
    assert.deepEqual(units(model), [2]);
  });

  for (const [what, parameter] of [
    ['without a type', 'shapes'],
    ['of any type', 'shapes: any'],
    ['of a list', 'shapes: object[]'],
  ]) {
    it(`are made by the code's own fallback for a parameter ${what}`, async () => {
      const model = onlyFaultless(
        await probeTexts({
          'net.ts': `${head}const usual = [{ units: 7, inputShape: [3] }, { units: 1 }];
export function build(${parameter}) {
  const model = tf.sequential();
  for (const shape of (shapes || usual)) model.add(tf.layers.dense(shape as any));
  return model;
}`,
        }),
      );
      assert.deepEqual(units(model), [7, 1]);
      assert.ok(!model.assumed.some((one) => one.startsWith('shapes')), model.assumed.join());
    });
  }

  it('take two layers from a loop over an unknown number, and a rate from what goes to an optimizer', async () => {
    const model = onlyFaultless(
      await probeTexts({
        'agent.js': `${head}export function makeAgent(options, alpha) {
  const model = tf.sequential();
  model.add(tf.layers.dense({ inputShape: [3], units: 4 }));
  for (let i = 0; i < options.many; i++) model.add(tf.layers.dense({ units: 4 }));
  model.compile({ optimizer: tf.train.momentum(alpha, options.inertia), loss: 'meanSquaredError' });
  return model;
}`,
      }),
    );
    assert.deepEqual([units(model), model.learningRate], [[4, 4, 4], 0.001]);
  });
});
