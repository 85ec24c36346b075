/** Tests that models whose trainings run side by side are measured apart, also while one takes further steps. */

import assert from 'node:assert/strict';
import { probeTexts } from '../probing';

describe('trainings side by side', () => {
  it('are measured in full, and nothing is told as an error of the code', async () => {
    const { models, errors } = await probeTexts(
      {
        'model.ts': `import * as tf from '@tensorflow/tfjs';
const shallow = tf.sequential();
shallow.add(tf.layers.dense({ units: 16, activation: 'relu', inputShape: [8] }));
shallow.add(tf.layers.dense({ units: 1 }));
shallow.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
void shallow.fit(tf.randomNormal([64, 8]), tf.randomNormal([64, 1]), { epochs: 5, batchSize: 16 });
const deep = tf.sequential();
for (let at = 0; at < 6; at++) deep.add(tf.layers.dense({ units: 8, activation: 'sigmoid', inputShape: [8] }));
deep.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
deep.compile({ optimizer: tf.train.sgd(0.01), loss: 'binaryCrossentropy' });
void deep.fit(tf.randomNormal([64, 8]), tf.randomUniform([64, 1]).round(), { epochs: 9, batchSize: 16 });
`,
      },
      60,
      { steps: 30, seeds: [1, 2, 3] },
    );
    assert.deepEqual(errors, []);
    assert.deepEqual(
      models.map(({ losses }) => losses.map(({ length }) => length)),
      [
        [30, 30, 30],
        [30, 30, 30],
      ],
    );
  });
});
