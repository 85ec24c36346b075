/**
 * Proves that a finding which a comment or a setting disables counts nowhere, and that its model is not called healthy.
 */

import assert from 'node:assert/strict';
import { healthyText } from '../../../../src/report/badge';
import type { FindingCode } from '../../../../src/report/finding';
import { probeTexts } from '../probing';

/** A ReLU layer that is dead from the start, in a file of its own, before which no gradient arrives. */
const texts = (comment: string) => ({
  'model.ts': `import * as tf from '@tensorflow/tfjs';
import { dead } from './dead';
export function createModel() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 4, activation: 'relu', inputShape: [4] }));
  model.add(dead());
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}
`,
  'dead.ts': `import * as tf from '@tensorflow/tfjs';
const bias = tf.initializers.constant({ value: -99 });
${comment}
export const dead = () => tf.layers.dense({ units: 4, activation: 'relu', biasInitializer: bias });
`,
});

async function judged(comment: string, disabled: readonly FindingCode[] = []) {
  const { models, errors } = await probeTexts(texts(comment), 60, { disabled });
  const [model] = models;
  return { model, errors, found: model.findings.map(({ code, role }) => `${code} ${role}`) };
}

describe('suppressed findings', () => {
  it('leave the report’s findings with their effects, in a file that the probed one imports as well', async () => {
    const { model, found } = await judged('// gradline-disable-next-line dead-units -- a demo');
    assert.deepEqual(found, []);
    assert.deepEqual(
      model.suppressed?.map(({ code, role, suppression: { by, reason, at } }) => [
        code,
        role,
        by,
        reason,
        at?.file,
        at?.range.start.line,
      ]),
      [
        ['dead-units', 'cause', 'comment', 'a demo', '/w/dead.ts', 2],
        ['zero-gradient', 'effect', 'comment', 'a demo', '/w/dead.ts', 2],
      ],
    );
    assert.equal(healthyText(model), 'nothing else found in 3 steps × 1 seed; dead-units disabled');
  });

  it('are those whose code the comment names', async () => {
    const { model, found } = await judged('// gradline-disable-next-line zero-gradient');
    assert.deepEqual(found, ['dead-units cause', 'zero-gradient effect'], 'the effect stands on another line');
    assert.equal(model.suppressed, undefined);
  });

  it('may be disabled for a whole file by a setting', async () => {
    const { model, found } = await judged('', ['dead-units']);
    assert.deepEqual(found, []);
    assert.deepEqual(model.suppressed?.[0].suppression, { by: 'config' });
  });
});
