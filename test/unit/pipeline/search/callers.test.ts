/** Tests that models are made through the files that import the probed one. */

import assert from 'node:assert/strict';
import { only, probeTexts, shapes, units } from '../probing';

const tfjs = "import * as tf from '@tensorflow/tfjs';\n";

describe('callers', function () {
  this.timeout(120_000);

  it('makes the model of an abstract class through a class that extends it elsewhere', async () => {
    const model = only(
      await probeTexts({
        'base.ts':
          "import { Sequential } from '@tensorflow/tfjs';\nexport abstract class Base extends Sequential {\n" +
          '  constructor(size: number) {\n    super();\n    this.fill(size);\n  }\n' +
          '  protected abstract fill(size: number): void;\n}',
        'small.ts':
          "import { layers } from '@tensorflow/tfjs';\nimport { Base } from './base';\n" +
          'export class Small extends Base {\n  protected fill(size: number): void {\n' +
          '    this.add(layers.dense({ units: size, inputShape: [3] }));\n  }\n}',
      }),
    );
    assert.deepEqual([model.file, model.layers[0].file], ['/w/base.ts', '/w/small.ts']);
  });

  it(
    'makes a model that needs a configuration by running a file that gives one, ' +
      'also through a file that re-exports it',
    async () => {
      const model = only(
        await probeTexts({
          'lib/stack.js': `${tfjs}export function stack(plan) {
  const model = tf.sequential();
  plan.reduce((shape, make) => { model.add(make(tf, shape)); return undefined; }, [8]);
  if (model.layers.length !== 2) throw new Error('two layers are wanted');
  return model;
}`,
          'lib/index.js': "export * from './stack';",
          'app.js':
            "import { stack } from './lib';\nexport const start = () => stack([(tf, " +
            'inputShape) => tf.layers.dense({ units: 4, inputShape }), (tf) => tf.layers.dense({ units: 2 })]);',
        }),
      );
      assert.deepEqual(shapes(model), [
        [null, 4],
        [null, 2],
      ]);
    },
  );

  it('applies what is pinned for a function of the file that hands a model its configuration', async () => {
    const { models } = await probeTexts(
      {
        'assemble.ts': `import * as tf from '@tensorflow/tfjs';
export interface Part { addTo(model: tf.Sequential): void }
export function assemble(parts: Part[]) {
  const model = tf.sequential();
  for (const part of parts) part.addTo(model);
  return model;
}`,
        'wide.ts': `import * as tf from '@tensorflow/tfjs';
import { assemble } from './assemble';
export function makeWide(units: number) {
  return assemble([{ addTo: (model) => model.add(tf.layers.dense({ units, inputShape: [3] })) }]);
}`,
      },
      60,
      { pinned: { makeWide: { units: 11 } } },
    );
    assert.deepEqual(models.map(units), [[11]]);
  });
});
