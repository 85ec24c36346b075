/** A probe names where the code can be changed, also in a file that the probed one imports. */

import assert from 'node:assert/strict';
import { only, probeTexts } from '../probing';

const model = `import * as tf from '@tensorflow/tfjs';
import { start } from './start';
const model = tf.sequential();
model.add(tf.layers.dense({
  inputShape: [3],
  units: 8,
  activation: 'tanh',
  kernelInitializer: start,
}));
model.add(tf.layers.dense({ units: 1, kernelInitializer: start }));
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
model.fit(tf.randomNormal([32, 3]), tf.randomNormal([32, 1]), { epochs: 3 });
`;

describe('a finding of a probe', () => {
  it('names the line that makes a blamed initializer', async () => {
    const start = `import * as tf from '@tensorflow/tfjs';\n\nexport const start = tf.initializers.ones();\n`;
    const { findings } = only(await probeTexts({ 'model.ts': model, 'start.ts': start }));
    const equal = findings.find(({ code }) => code === 'symmetric-weights');
    assert.deepEqual(
      equal?.related.map(({ file, range, note }) => [file, range.start.line + 1, note]),
      [['/w/start.ts', 3, 'this initializer is made here']],
    );
    assert.ok(findings.every((finding) => !('blames' in finding)));
  });
});
