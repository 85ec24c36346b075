/** Proves which files of a folder are worth probing. */

import assert from 'node:assert/strict';
import { mayBeCode, whatFileMakes, type FileMakes } from '../../../src/workspace/file-makes';
import { model } from './tree';

describe('code that makes models', () => {
  it('is told by its name: code, not declarations, not minified', () => {
    for (const name of ['a.ts', 'a.tsx', 'a.mts', 'a.cts', 'a.js', 'a.jsx', 'a.mjs', 'a.cjs', 'mind.ts', 'a.d.mind.ts'])
      assert.equal(mayBeCode(`/w/${name}`), true, name);
    for (const name of ['a.d.ts', 'a.d.mts', 'a.min.js', 'tf-min.js', 'a.json', 'README.md', 'ts', 'a.ts.txt', 'a.vue'])
      assert.equal(mayBeCode(`/w/${name}`), false, name);
  });

  const variables = "import * as tf from '@tensorflow/tfjs';\nconst w = tf.variable(tf.zeros([2]));\n";
  const loaded = "import * as tf from '@tensorflow/tfjs';\nconst net = await tf.loadLayersModel('model.json');\n";
  const layers =
    "import * as tf from '@tensorflow/tfjs';\nimport { Base } from './base';\n" +
    'export class Net extends Base {\n  constructor() {\n    super();\n' +
    '    this.add(tf.layers.dense({ units: 2 }));\n  }\n}\n';
  const cases: [string, string, FileMakes][] = [
    ['a file that makes a model', model, 'models'],
    [
      'one that uses tfjs without a model',
      "import * as tf from '@tensorflow/tfjs';\nconsole.log(tf.ones([2]));\n",
      'neither',
    ],
    ['one that only speaks of it', '// As with @tensorflow/tfjs: const model = tf.sequential();\n', 'neither'],
    ['one without tfjs', 'export const model = keras.sequential();\n', 'neither'],
    ['variables that are trained', `${variables}tf.train.sgd(0.1).minimize(() => w.sum());\n`, 'models'],
    ['variables that are not', variables, 'neither'],
    ['a loaded model that is trained', `${loaded}await net.fit(xs, ys);\n`, 'models'],
    ['a loaded model that only predicts', `${loaded}net.predict(xs);\n`, 'neither'],
    ['what a compiler made', `${model}//# sourceMappingURL=model.js.map\n`, 'neither'],
    ['a bundle', model + `;${' '.repeat(300_000)}`, 'neither'],
    ['layers for a model of another file', layers, 'layers'],
    ['half-typed code that makes one', `${model}\nconst x = {\n`, 'models'],
  ];
  for (const [what, text, expected] of cases) {
    it(`finds ${expected} in ${what}`, async () => {
      assert.equal(await whatFileMakes('/w/model.ts', text), expected);
    });
  }
});
