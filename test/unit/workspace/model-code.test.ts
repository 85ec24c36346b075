/** Proves which files of a folder are worth probing. */

import assert from 'node:assert/strict';
import { makesModel, mayBeCode } from '../../../src/workspace/model-code';
import { model } from './tree';

describe('code that makes models', () => {
  it('is told by its name: code, not declarations, not minified', () => {
    for (const name of ['a.ts', 'a.tsx', 'a.mts', 'a.cts', 'a.js', 'a.jsx', 'a.mjs', 'a.cjs', 'mind.ts', 'a.d.mind.ts']) assert.equal(mayBeCode(`/w/${name}`), true, name);
    for (const name of ['a.d.ts', 'a.d.mts', 'a.min.js', 'tf-min.js', 'a.json', 'README.md', 'ts', 'a.ts.txt', 'a.vue']) assert.equal(mayBeCode(`/w/${name}`), false, name);
  });

  const variables = "import * as tf from '@tensorflow/tfjs';\nconst w = tf.variable(tf.zeros([2]));\n";
  const loaded = "import * as tf from '@tensorflow/tfjs';\nconst net = await tf.loadLayersModel('model.json');\n";
  const cases: [string, string, boolean][] = [
    ['a file that makes a model', model, true],
    ['one that uses tfjs without a model', "import * as tf from '@tensorflow/tfjs';\nconsole.log(tf.ones([2]));\n", false],
    ['one that only speaks of it', '// As with @tensorflow/tfjs: const model = tf.sequential();\n', false],
    ['one without tfjs', 'export const model = keras.sequential();\n', false],
    ['variables that are trained', `${variables}tf.train.sgd(0.1).minimize(() => w.sum());\n`, true],
    ['variables that are not', variables, false],
    ['a loaded model that is trained', `${loaded}await net.fit(xs, ys);\n`, true],
    ['a loaded model that only predicts', `${loaded}net.predict(xs);\n`, false],
    ['what a compiler made', `${model}//# sourceMappingURL=model.js.map\n`, false],
    ['a bundle', model + `;${' '.repeat(300_000)}`, false],
    ['half-typed code that makes one', `${model}\nconst x = {\n`, true],
  ];
  for (const [what, text, expected] of cases) {
    it(`${expected ? 'takes' : 'leaves'} ${what}`, async () => {
      assert.equal(await makesModel('/w/model.ts', text), expected);
    });
  }
});
