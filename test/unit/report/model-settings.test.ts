/** The names of losses and optimizers that a person may give are exactly those of tfjs-layers. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { losses, optimizers, settingFault } from '../../../src/report/model-settings';
import { root } from '../../harness/root';

describe('settings of a model', () => {
  // Other tests in the same process may have registered a backend that has not started.
  before(async () => {
    await tf.setBackend('cpu');
  });

  it('have the losses that tfjs takes by name', () => {
    const source = readFileSync(path.join(root, 'node_modules/@tensorflow/tfjs-layers/dist/losses.js'), 'utf8');
    const named =
      /lossesMap = \{([^}]*)\}/
        .exec(source)?.[1]
        .split(',')
        .map((name) => name.trim()) ?? [];
    assert.deepEqual([...losses].sort(), named.sort());
  });

  it('have the optimizers that tfjs takes by name', () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
    const accepted = Object.keys(tf.train).filter((name) => {
      try {
        model.compile({ optimizer: name, loss: 'meanSquaredError' });
        return true;
      } catch {
        return false;
      }
    });
    assert.deepEqual([...optimizers].sort(), accepted.sort());
  });

  it('say what is wrong with a value, and with the likely name where the case is wrong', () => {
    assert.equal(settingFault('loss', 'poisson'), undefined);
    assert.match(
      settingFault('loss', 'meansquarederror') ?? '',
      /^tfjs has no loss meansquarederror\. Did you mean meanSquaredError\?/,
    );
    assert.match(settingFault('optimizer', 3) ?? '', /^tfjs has no optimizer 3\. Write one of adam, /);
    assert.equal(settingFault('inputShape', [2, 3]), undefined);
    assert.match(settingFault('inputShape', [2, null]) ?? '', /list of numbers without the batch axis/);
  });
});
