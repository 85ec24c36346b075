/** Models are found, named, and given the layers that join them. */

import assert from 'node:assert/strict';
import { parse, readSites } from '../../../../src/source/index';

const importTf = `import * as tf from '@tensorflow/tfjs';\n`;

function models(text: string): string[] {
  return readSites(parse('/w/model.ts', importTf + text)).models.map(({ kind, name }) => `${kind} ${name}`);
}

/** The model's name for each layer, or `-`. */
function owners(text: string): string[] {
  const sites = readSites(parse('/w/model.ts', importTf + text));
  return sites.layers.map(({ model }) => (model === undefined ? '-' : (sites.models[model]?.name ?? '?')));
}

describe('model sites', () => {
  const named: [string, string, string[]][] = [
    ['a variable', `const net = tf.sequential();`, ['sequential net']],
    ['an assignment', `let net;\nnet = tf.model({ inputs: a, outputs: b });`, ['model net']],
    ['a property', `class A { build() { this.critic = tf.sequential(); } }`, ['sequential critic']],
    ['a class field', `class A { model = tf.sequential(); }`, ['sequential model']],
    ['an object', `const nets = { actor: tf.sequential() };`, ['sequential actor']],
    [
      'a function that returns it',
      `function makeNet() { return tf.sequential({ layers: [] }); }`,
      ['sequential makeNet'],
    ],
    ['an arrow that returns it', `const makeNet = () => tf.sequential();`, ['sequential makeNet']],
    ['a method that returns it', `const makers = { cnn() { return tf.sequential(); } };`, ['sequential cnn']],
    ['an awaited load', `const base = await tf.loadLayersModel('file://x/model.json');`, ['load base']],
    ['a loaded graph', `const g = await tf.loadGraphModel('x');`, ['load g']],
    ['a constructor of tfjs', `const net = new tf.Sequential();`, ['sequential net']],
    [
      'a nested one',
      `const net = tf.sequential({ layers: [tf.sequential({ layers: [] })] });`,
      ['sequential net', 'sequential net'],
    ],
  ];
  for (const [name, text, expected] of named)
    it(`are named after ${name}`, () => {
      assert.deepEqual(models(text), expected);
    });

  it('are loads of packages that a page has as scripts, unless the file declares the name', () => {
    assert.deepEqual(
      models(`async function init() { net = await mobilenet.load(); const finder = await cocoSsd.load(); }`),
      ['load net', 'load finder'],
    );
    assert.deepEqual(
      models(
        `const mobilenet = { load() {} };
const net = await mobilenet.load();
const other = await somethingElse.load();`,
      ),
      [],
    );
  });

  it('are the super call of a subclass, or its new where it has no constructor', () => {
    assert.deepEqual(
      models(`class Net extends tf.Sequential { constructor(layers) { super({ layers }); } }\nconst n = new Net([]);`),
      ['subclass Net'],
    );
    assert.deepEqual(models(`class Net extends tf.Sequential {}\nconst n = new Net();`), ['subclass n']);
    assert.deepEqual(models(`class Plain { constructor() { super(); } }`), []);
  });

  it('are not what is called model elsewhere', () => {
    assert.deepEqual(
      readSites(parse('/w/db.ts', `import { model } from 'mongoose';\nconst User = model({});`)).models,
      [],
    );
  });
});

describe('the model of a layer', () => {
  const joins: [string, string, string[]][] = [
    [
      'add',
      `const a = tf.sequential();
const b = tf.sequential();
b.add(tf.layers.dense({ units: 1 }));
a.add(tf.layers.flatten());`,
      ['b', 'a'],
    ],
    [
      'a layers array',
      `const a = tf.sequential({ layers: [tf.layers.dense({ units: 1 })] });
const b = tf.sequential({ layers: [tf.layers.dense({ units: 1 })] });`,
      ['a', 'b'],
    ],
    [
      'a variable',
      `const a = tf.sequential();
const b = tf.sequential();
const hidden = tf.layers.dense({ units: 1 });
b.add(hidden);`,
      ['b'],
    ],
    [
      'an array filled by push',
      `const list = [];
for (let i = 0; i < 3; i++) list.push(tf.layers.dense({ units: 1 }));
const a = tf.sequential({ layers: list });
const b = tf.sequential();`,
      ['a'],
    ],
    [
      'this.model',
      `class A { constructor() { this.model = tf.sequential(); } build() { this.model.add(tf.layers.dense({
  units: 1 })); } }
const other = tf.sequential();`,
      ['model'],
    ],
    [
      'this of a subclass',
      `class Net extends tf.Sequential { constructor() { super(); this.add(tf.layers.dense({ units: 1 })); } }
const other = tf.sequential();`,
      ['Net'],
    ],
    [
      'outputs',
      `const x = tf.input({ shape: [2] });
const h = tf.layers.dense({ units: 1 }).apply(x);
const k = tf.layers.flatten().apply(x);
const a = tf.model({ inputs: x, outputs: h });
const b = tf.model({ inputs: x, outputs: k });`,
      ['a', 'b'],
    ],
    [
      'a helper function',
      `const block = (x, n) => tf.layers.dense({ units: n }).apply(x);
function make(x) { const y = block(x, 2); return tf.model({ inputs: x, outputs: y }); }
function load() { return tf.sequential(); }`,
      ['make'],
    ],
    [
      'a parameter',
      `function grow(model) { model.add(tf.layers.dense({ units: 1 })); }
const a = tf.sequential();
const b = tf.sequential();
grow(b);`,
      ['b'],
    ],
    [
      'the function around it',
      `function f(x) { const m = tf.sequential(); keep(tf.layers.dense({ units: 1 })); return m; }
function g() { return tf.sequential(); }`,
      ['m'],
    ],
    [
      'nothing in sight',
      `const a = tf.sequential();\nconst b = tf.sequential();\nexport const c = () => tf.layers.dense({ units: 1 });`,
      ['-'],
    ],
  ];
  for (const [name, text, expected] of joins)
    it(`is told by ${name}`, () => {
      assert.deepEqual(owners(text), expected);
    });
});
