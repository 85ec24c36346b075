/** Layers are found however tfjs is named, and only where it is tfjs. */

import assert from 'node:assert/strict';
import { parse, readSites } from '../../../../src/source/index';

/** `line:kind` of each layer, in the order of the text; lines count from 1. */
function layers(text: string, file = '/w/model.ts'): string[] {
  return readSites(parse(file, text)).layers.map(({ calleeRange, kind }) => `${calleeRange.start.line + 1}:${kind}`);
}

const importTf = `import * as tf from '@tensorflow/tfjs';\n`;

describe('layer sites', () => {
  const ways: [string, string, string[]][] = [
    ['a namespace import', `${importTf}tf.layers.dense({ units: 1 });`, ['2:dense']],
    ['a default import', `import tf from '@tensorflow/tfjs-node';\ntf.layers.lstm({ units: 1 });`, ['2:lstm']],
    ['another name', `import * as T from '@tensorflow/tfjs-node-gpu';\nT.layers.flatten();`, ['2:flatten']],
    [
      'named imports',
      `import { layers, sequential } from '@tensorflow/tfjs';\nsequential().add(layers.dense({ units: 1 }));`,
      ['2:dense'],
    ],
    ['renamed imports', `import { layers as L } from '@tensorflow/tfjs-layers';\nL.gru({ units: 1 });`, ['2:gru']],
    [
      'import by address',
      `import * as tf from 'https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@4.22.0/+esm';
tf.layers.dropout({ rate: 0.5 });`,
      ['2:dropout'],
    ],
    ['require', `const tf = require('@tensorflow/tfjs');\ntf.layers.dense({ units: 1 });`, ['2:dense']],
    [
      'a member of require',
      `const { layers } = require('@tensorflow/tfjs');\nlayers.dense({ units: 1 });`,
      ['2:dense'],
    ],
    ['import equals', `import tf = require('@tensorflow/tfjs');\ntf.layers.dense({ units: 1 });`, ['2:dense']],
    [
      'compiled interop',
      `const tf = __importStar(require('@tensorflow/tfjs'));\ntf.layers.dense({ units: 1 });`,
      ['2:dense'],
    ],
    ['a call through the comma operator', `${importTf}(0, tf.layers.dense)({ units: 1 });`, ['2:dense']],
    ['dynamic import', `const tf = await import('@tensorflow/tfjs');\ntf.layers.dense({ units: 1 });`, ['2:dense']],
    [
      'dynamic import, destructured',
      `async function f() {\n  const { layers } = await import('@tensorflow/tfjs');\n  layers.dense({ units: 1 });\n}`,
      ['3:dense'],
    ],
    [
      'the default of a dynamic import',
      `const tf = (await import('@tensorflow/tfjs')).default;\ntf.layers.dense({ units: 1 });`,
      ['2:dense'],
    ],
    ['the global', `const m = tf.sequential();\nm.add(tf.layers.dense({ units: 1 }));`, ['2:dense']],
    ['the global of a window', `const { tf: T } = window;\nwindow.tf.layers.dense({ units: 1 });`, ['2:dense']],
    [
      'deep destructuring',
      `${importTf}const { layers: { dense, conv2d: conv } } = tf;
dense({ units: 1 });
conv({ filters: 1, kernelSize: 1 });`,
      ['3:dense', '4:conv2d'],
    ],
    ['destructured layers', `${importTf}const { dense } = tf.layers;\ndense({ units: 1 });`, ['3:dense']],
    ['aliases of aliases', `${importTf}const L = tf.layers;\nconst d = L.dense;\nd({ units: 1 });`, ['4:dense']],
    ['late assignment', `${importTf}let L;\nL = tf.layers;\nL.dense({ units: 1 });`, ['4:dense']],
    [
      'a typed parameter',
      `import type * as TF from '@tensorflow/tfjs';\nexport const f = (t: typeof TF) => t.layers.dense({ units: 1 });`,
      ['2:dense'],
    ],
    [
      'a parameter typed by import()',
      `export const f = (t: typeof import('@tensorflow/tfjs')) => t.layers.dense({ units: 1 });`,
      ['1:dense'],
    ],
    ['a parameter called tf', `function f(tf) {\n  return tf.layers.dense({ units: 1 });\n}`, ['2:dense']],
    [
      'a destructured parameter',
      `export function f({ tf }) {\n  return tf.layers.dense({ units: 1 });\n}`,
      ['2:dense'],
    ],
    [
      'this.tf',
      `class A {\n  constructor(tf) { this.tf = tf; }\n  f() { return this.tf.layers.dense({ units: 1 }); }\n}`,
      ['3:dense'],
    ],
    [
      'a typed property',
      `import * as T from '@tensorflow/tfjs';
class A {
  constructor(private lib: typeof T) {}
  f() { return this.lib.layers.dense({ units: 1 }); }
}`,
      ['4:dense'],
    ],
    [
      'a name known at run time',
      `${importTf}const f = (name: 'lstm' | 'gru') => tf.layers[name]({ units: 1 });`,
      ['2:*'],
    ],
    ['a name in quotes', `${importTf}tf.layers['dense']({ units: 1 });`, ['2:dense']],
    [
      'apply',
      `${importTf}const x = tf.input({ shape: [2] });
const y = tf.layers.dense({ units: 1 })
  .apply(tf.layers.flatten().apply(x));`,
      ['3:dense', '4:flatten'],
    ],
    [
      'wrappers and cells',
      `${importTf}tf.layers.bidirectional({ layer: tf.layers.lstm({ units: 2 }) });
tf.layers.rnn({ cell: [tf.layers.lstmCell({ units: 2 })] });`,
      ['2:bidirectional', '2:lstm', '3:rnn', '3:lstmCell'],
    ],
    [
      'variables',
      `${importTf}const w = tf.variable(tf.zeros([2]));
const b = tf.zeros([1]).variable();
const frozen = tf.variable(tf.zeros([1]), false);`,
      ['2:variable', '3:variable'],
    ],
    [
      'optional chaining and assertions',
      `${importTf}(tf as any).layers!.dense({ units: 1 });\ntf?.layers?.dense({ units: 1 });`,
      ['2:dense', '3:dense'],
    ],
    [
      'tfjs handed on by the project',
      `import { tf } from './tensorflow';\ntf.layers.dense({ units: 1 });`,
      ['2:dense'],
    ],
  ];
  for (const [name, text, expected] of ways)
    it(`are found through ${name}`, () => {
      assert.deepEqual(layers(text), expected);
    });

  const none: [string, string][] = [
    ['a local called layers', `${importTf}function f(layers) { return layers.dense({ units: 1 }); }`],
    ['layers of another package', `import { layers } from 'leaflet';\nlayers.dense({});`],
    ['a local called tf', `const tf = { layers: { dense: () => 1 } };\ntf.layers.dense();`],
    [
      'a tf declared in an inner scope',
      `${importTf}{\n  const tf = { layers: { dense: () => 1 } };\n  tf.layers.dense();\n}`,
    ],
    ['a class called tf', `class tf { static layers = { dense: () => 1 }; }\ntf.layers.dense();`],
    [
      'inputs',
      `${importTf}tf.input({ shape: [1] });
tf.layers.input({ shape: [1] });
tf.layers.inputLayer({ inputShape: [1] });`,
    ],
    [
      'regularizers, constraints and initializers',
      `${importTf}tf.regularizers.l2();\ntf.constraints.unitNorm({ axis: 0 });\ntf.initializers.zeros();`,
    ],
    [
      'the layers of a model',
      `${importTf}const model = tf.sequential();\nmodel.layers.forEach((layer) => layer.name);\nmodel.layers.slice(1);`,
    ],
    ['array methods called add', `const set = new Set();\nset.add(new Thing());`],
    ['tfjs-vis', `import * as vis from '@tensorflow/tfjs-vis';\nvis.layers.dense({});`],
    ['comments and strings', `${importTf}// tf.layers.dense({})\nconst text = 'tf.layers.dense({})';`],
    ['the base class', `${importTf}export const isLayer = (x: unknown) => x instanceof tf.layers.Layer;`],
  ];
  for (const [name, text] of none)
    it(`are not seen in ${name}`, () => {
      assert.deepEqual(layers(text), []);
    });

  it('are custom layers where they are made', () => {
    const text = `${importTf}
class Scale extends tf.layers.Layer { static className = 'Scale'; }
class Twice extends Scale {}
class Plain {}
export function scale() { return new Scale({}); }
const x = new Twice({}).apply(y);
new Plain();`;
    assert.deepEqual(layers(text), ['6:Scale', '7:Twice']);
  });

  it('are custom layers of other files where they are used as such', () => {
    const text = `${importTf}import { Attention, Loader } from './parts';
const model = tf.sequential();
model.add(new Attention({}));
const y = new Attention({}).apply(x);
new Loader().load();`;
    assert.deepEqual(layers(text), ['4:Attention', '5:Attention']);
  });

  it('have the range of the call and of the name that a stack frame points at', () => {
    const [site] = readSites(
      parse('/w/model.ts', `${importTf}const y = tf.layers\n  .dense({ units: 1 }).apply(x);`),
    ).layers;
    assert.deepEqual(site.range, { start: { line: 1, character: 10 }, end: { line: 2, character: 22 } });
    assert.deepEqual(site.calleeRange, { start: { line: 2, character: 3 }, end: { line: 2, character: 8 } });
  });

  it('are read from every kind of file', () => {
    const jsx = `import * as tf from '@tensorflow/tfjs';
export const View = () => { tf.layers.dense({ units: 1 }); return <p>done</p>; };`;
    for (const file of ['/w/a.jsx', '/w/a.tsx', '/w/a.js', '/w/a.mjs']) {
      assert.deepEqual(layers(jsx, file), ['2:dense'], file);
      assert.equal(readSites(parse(file, jsx)).broken, false, file);
    }
    const cast = `import * as tf from '@tensorflow/tfjs';
export const d = <any>tf.layers.dense({ units: 1 });
const id = <T>(x: T): T => x;`;
    assert.equal(readSites(parse('/w/a.ts', cast)).broken, false);
    assert.deepEqual(layers(`const tf = require('@tensorflow/tfjs');\ntf.layers.dense({ units: 1 });`, '/w/a.cjs'), [
      '2:dense',
    ]);
  });

  it('survive half-typed code', () => {
    const text = `${importTf}const model = tf.sequential();
model.add(tf.layers.dense({ units: 4, activ
model.add(tf.layers.dense({ units: 1 }));
`;
    const sites = readSites(parse('/w/model.ts', text));
    assert.equal(sites.broken, true);
    assert.equal(sites.models.length, 1);
    assert.equal(sites.layers.filter(({ kind }) => kind === 'dense').length, 2);
    assert.doesNotThrow(() =>
      readSites(
        parse(
          '/w/model.ts',
          `type A = B; type B = A;
function f(a: A) { a.layers.dense(); }
${importTf}class A extends { f( { tf.layers.`,
        ),
      ),
    );
  });
});
