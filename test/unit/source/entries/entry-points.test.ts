/** Functions that make models are found, ordered and given arguments. */

import assert from 'node:assert/strict';
import { parse, readSites } from '../../../../src/source/index';
import type { EntryPoint } from '../../../../src/source/sites/sites';

const importTf = `import * as tf from '@tensorflow/tfjs';\n`;
const net = `const m = tf.sequential(); m.add(tf.layers.dense({ units: 1, inputShape: [2] }));`;

function entries(text: string, file = '/w/model.ts'): readonly EntryPoint[] {
  return readSites(parse(file, importTf + text)).entries;
}

/** `kind path` of each entry, in order. */
function paths(text: string, file?: string): string[] {
  return entries(text, file).map(({ call }) => `${call.kind} ${call.key.split('#')[1] ?? ''}`);
}

/** What the first entry is called with: values, or `<kind>` where there is none. */
function given(text: string, file?: string): unknown[] {
  const [first] = entries(text, file);
  assert.ok(first, 'no entry point');
  return first.call.arguments.map((guess) => (guess.kind === 'value' ? guess.value : `<${guess.kind}>`));
}

describe('entry points', () => {
  it('are functions, arrows and function expressions of the top level', () => {
    assert.deepEqual(
      paths(
        `function a() { ${net} }
const b = () => { ${net} };
export const c = async function () { ${net} };
const d = <T,>(x?: T) => { ${net} };`,
      ),
      ['function a', 'function b', 'function c', 'function d'],
    );
  });

  it('are methods that stand on the prototype of a constructor function', () => {
    const text = `function Net(size) { this.size = size || 2; }
Net.prototype.build = function () { this.model = tf.sequential(); };
const Other = function () {};
Other.prototype = { make: function () { ${net} } };`;
    assert.deepEqual(paths(text, '/w/model.js'), ['method Net.build', 'method Other.make']);
  });

  it('are constructor functions where they set what this is, but for async ones', () => {
    assert.deepEqual(
      paths(
        `function Net() { this.model = tf.sequential(); }\nasync function train() { this.model = tf.sequential(); }`,
        '/w/model.js',
      ).sort(),
      ['class Net', 'function train'],
    );
  });

  it('are methods of classes and object literals, static ones and constructors', () => {
    const text = `export class Net {
  constructor() { this.model = tf.sequential(); }
  static make() { ${net} }
  grow() { ${net} }
  arrow = () => { ${net} };
  #hidden() { ${net} }
}
const builders = { cnn() { ${net} }, mlp: () => { ${net} }, deep: { rnn: function () { ${net} } } };`;
    assert.deepEqual(paths(text).sort(), [
      'class Net',
      'function builders.cnn',
      'function builders.deep.rnn',
      'function builders.mlp',
      'method Net.arrow',
      'method Net.grow',
      'static-method Net.make',
    ]);
    assert.ok(entries(text).every(({ call, binding }) => call.key.startsWith(`/w/model.ts#${binding}`)));
  });

  it('are default exports without a name', () => {
    assert.deepEqual(paths(`export default function () { ${net} }`), ['function default']);
    assert.deepEqual(paths(`export default () => { ${net} };`), ['function default']);
    assert.deepEqual(paths(`export default class { build() { ${net} } }`), ['method default.build']);
    assert.deepEqual(paths(`export default { build() { ${net} } };`), ['function default.build']);
    assert.deepEqual(paths(`const make = () => { ${net} };\nexport default make;`), ['function make']);
  });

  it('are what CommonJS exports', () => {
    assert.deepEqual(
      paths(`exports.build = () => { ${net} };\nmodule.exports.other = function () { ${net} };`, '/w/model.js'),
      ['function exports.build', 'function module.exports.other'],
    );
    assert.deepEqual(paths(`module.exports = { build() { ${net} } };`, '/w/model.js'), [
      'function module.exports.build',
    ]);
  });

  it("are handlers, of the file's own objects by their name and of others by their place", () => {
    assert.deepEqual(
      paths(
        `const button = document.querySelector('button');
button.onclick = async () => { ${net} };
window.onload = () => { ${net} };`,
      ),
      ['function button.onclick', 'function ~221'],
    );
  });

  it('are constructor functions', () => {
    assert.deepEqual(paths(`function Net() { this.model = tf.sequential(); }`, '/w/model.js'), ['class Net']);
  });

  it('reach models through other functions, methods, constructors and callbacks', () => {
    const text = `function inner() { ${net} return m; }
function outer() { return tf.tidy(() => inner()); }
class Agent { constructor() { this.net = this.build(); } build() { return inner(); } }
const start = () => new Agent();
function handed() { return tf.tidy(inner); }
function unrelated() { return 1; }`;
    const found = entries(text);
    assert.deepEqual(found.map(({ binding }) => binding).sort(), [
      'Agent',
      'Agent',
      'handed',
      'inner',
      'outer',
      'start',
      '~187',
    ]);
    assert.ok(found.every(({ models }) => models.length === 1));
  });

  it('say whether they train, also through what they call', () => {
    const text = `function build() { ${net} return m; }
async function train() { const m = build(); await run(m); }
async function run(m) { await m.fit(xs, ys); }
class Loop { constructor() { this.m = build(); }
  step() { this.opt.minimize(() => this.m.predict(x)); } go() { build(); this.step(); } }`;
    const trains = Object.fromEntries(entries(text).map(({ call }) => [call.label, call.trains]));
    assert.deepEqual(trains, { build: false, train: true, Loop: false, 'Loop.go': true, run: true, 'Loop.step': true });
  });

  it('are hand-written loops over variables, too', () => {
    assert.deepEqual(
      paths(
        `const w = tf.variable(tf.zeros([1]));
function train() { optimizer.minimize(() => loss(w)); }
function loss(w) { return w.square(); }`,
      ),
      ['function train'],
    );
  });

  it('come in the order in which they should be tried', () => {
    const text = `function withData(data) { const m = both(); m.fit(data.xs, data.ys); }
function sized(units: number) { use(units); ${net} }
function loads() { return tf.loadLayersModel('x'); }
function first() { ${net} return m; }
function both() { first(); second(); }
function second() { ${net} return m; }
function main() { const m = first(); m.fit(x, y); }`;
    assert.deepEqual(
      entries(text).map(({ binding }) => binding),
      ['main', 'both', 'first', 'second', 'sized', 'withData', 'loads'],
    );
  });

  it('give instances what their constructors need', () => {
    const text = `class Net {
  constructor(private readonly units: number, private readonly act = 'relu') {}
  build(inputSize: number) { const m = tf.sequential();
    m.add(tf.layers.dense({ units: this.units, activation: this.act, inputShape: [inputSize] })); }
}`;
    const [entry] = entries(text);
    assert.deepEqual(entry.call.constructorArguments, [
      { name: 'units', kind: 'value', value: 16 },
      { name: 'act', kind: 'default' },
    ]);
    assert.deepEqual(entry.call.arguments, [{ name: 'inputSize', kind: 'value', value: 10 }]);
    assert.deepEqual(entry.assumed, ['units = 16', 'inputSize = 10']);
  });
});

describe('guessed arguments', () => {
  const layer = (config: string, kind = 'dense'): string =>
    `{ const m = tf.sequential(); m.add(tf.layers.${kind}({ ${config} })); return m; }`;
  const cases: [string, string, unknown[]][] = [
    [
      'defaults and optional parameters',
      `function f(a = 3, b?: number, { c = 1 } = {}) ${layer('units: a + b + c')}`,
      ['<default>', '<default>', '<default>'],
    ],
    ['a parameter that nothing uses', `function f(unused: string) ${layer('units: 1')}`, ['<default>']],
    [
      'a literal call of the file',
      `export function f(n: number, shape: number[]) ${layer('units: n, inputShape: shape')}
const SIDE = 6;
const m = f(7, [SIDE, SIDE * 2]);`,
      [7, [6, 12]],
    ],
    ['a dense input shape', `function f(p) ${layer('units: 1, inputShape: p')}`, [[10]]],
    ['an image shape', `function f(p) ${layer('filters: 4, kernelSize: 3, inputShape: p', 'conv2d')}`, [[32, 32, 3]]],
    ['a sequence shape', `function f(p) ${layer('units: 4, inputShape: p', 'lstm')}`, [[10, 8]]],
    [
      'the shape of an input, by the layer after it',
      `function f(p) { const x = tf.input({ shape: p }); return tf.model({
  inputs: x, outputs: tf.layers.conv2d({ filters: 1, kernelSize: 3 }).apply(x) }); }`,
      [[32, 32, 3]],
    ],
    [
      'a shape by its indices',
      `function f(p) { const m = tf.sequential(); m.add(tf.layers.dense({ units: p[2], inputShape: p })); }`,
      [[32, 32, 3]],
    ],
    ['a number in a shape', `function f(p) ${layer('units: 1, inputShape: [p]')}`, [10]],
    [
      'image sides in a shape',
      `function f(height, width, channels)
  ${layer('filters: 1, kernelSize: 3, inputShape: [height, width, channels]', 'conv2d')}`,
      [32, 32, 3],
    ],
    [
      'image sides that are called otherwise',
      `function f(sideLength, count)
  ${layer('filters: 1, kernelSize: 3, inputShape: [sideLength, sideLength, count]', 'conv2d')}`,
      [32, 10],
    ],
    [
      'numbers by setting',
      `function f(a, b, c) { const m = tf.sequential(); m.add(tf.layers.dense({ units: a }));
  m.add(tf.layers.dropout({ rate: b })); m.add(tf.layers.conv2d({ filters: c })); }`,
      [16, 0.25, 8],
    ],
    [
      'numbers by name',
      `function f(numClasses: number, vocabSize: number, learningRate: number, seqLength: number)
  ${layer('units: numClasses, x: [vocabSize, learningRate, seqLength]')}`,
      [10, 100, 0.001, 10],
    ],
    [
      'a strict setting against a name',
      `function f(width: number, size: number) { const m = tf.sequential(); m.add(tf.layers.conv2d({
  filters: width, kernelSize: size })); }`,
      [8, 3],
    ],
    ['an activation', `function f(p) ${layer('units: 1, activation: p')}`, ['relu']],
    [
      'loss and optimizer',
      `function f(loss, opt) { const m = tf.sequential(); m.compile({ loss, optimizer: opt }); }`,
      ['meanSquaredError', 'adam'],
    ],
    [
      'a list of sizes',
      `function f(hidden) { const m = tf.sequential(); for (const units of hidden) m.add(tf.layers.dense({
  units })); for (let i = 0; i < hidden.length; i++) use(hidden[i]); }`,
      [[16, 16]],
    ],
    [
      'a config object by its uses',
      `function f(opts) { const { act } = opts; const m = tf.sequential(); m.add(tf.layers.dense({
  units: opts.units, activation: act, inputShape: opts.input, useBias: opts.bias ?? true })); }`,
      [{ act: 'relu', units: 16, input: [10] }],
    ],
    [
      'a config object that a constructor keeps',
      `class Net { constructor(config) { this.config = config; this.model = tf.sequential();
  this.model.add(tf.layers.dense({ units: this.config.units })); } }`,
      [],
    ],
    [
      'an interface field by field',
      `interface Base { numClasses: number }
interface Config extends Base { units: number; act?: string; mode: 'a' | 'b'; sizes: number[] }
function f(config: Config) ${layer('units: config.units')}`,
      [{ units: 16, numClasses: 10, mode: 'a', sizes: [16, 16] }],
    ],
    [
      'destructured fields',
      `function f({ units, rate = 0.5, act }: { units: number; rate?: number; act: string })
  ${layer('units, activation: act, rate')}`,
      [{ units: 16, act: 'relu' }],
    ],
    [
      'sizes for a default of 0 and for the length of a list that is filled later',
      `const all = [];\nall.push(5);\nfunction f({ numFeatures = 0, rate = 0 }, units)
  ${layer('units, inputShape: [numFeatures], rate')}\nf(some, all.length);`,
      [{ numFeatures: 10 }, 16],
    ],
    [
      'usage against the name of a type',
      `import type { Shape } from './shape';
function f(shape: Shape)
  ${layer('inputShape: [shape.width, shape.height, shape.channels], filters: 1, kernelSize: 3', 'conv2d')}`,
      [{ width: 32, height: 32, channels: 3 }],
    ],
    [
      'what a callee of the file does with it',
      `function f(p) { return g(p); }\nfunction g(q) ${layer('units: 1, inputShape: q')}`,
      [[10]],
    ],
    ['a choice by cases', `function f(kind) { switch (kind) { case 'wide': ${net} } }`, ['wide']],
    ['a choice by comparison', `function f(kind: string) { if (kind === 'deep') { ${net} } }`, ['deep']],
    ['a choice of a list', `function f(k) { if (!['gru', 'lstm'].includes(k)) throw new Error(); ${net} }`, ['gru']],
    ['no choice', `function f(k: string) { if (['gru'].includes(k)) throw new Error(); ${net} }`, ['k']],
    [
      'a choice by table',
      `const sizes = { small: 1, big: 2 };\nfunction f(kind) ${layer('units: sizes[kind]')}`,
      ['small'],
    ],
    [
      'a layer by name',
      `function f(name, units) { const m = tf.sequential(); m.add(tf.layers[name]({ units })); }`,
      ['dense', 16],
    ],
    [
      'tfjs itself',
      `import type * as TF from '@tensorflow/tfjs';
function f(t: typeof TF, n: number) { return t.sequential({ layers: [t.layers.dense({ units: n })] }); }`,
      ['<tf>', 16],
    ],
    [
      'models, tensors and functions',
      `function f(base: tf.LayersModel, x: tf.Tensor, done: () => void) { done(); x.print();
  return tf.model({ inputs: base.inputs, outputs: base.outputs }); }`,
      ['<stand-in>', '<stand-in>', '<stand-in>'],
    ],
    [
      'enums and booleans',
      `enum Kind { A = 'a', B = 'b' }\nfunction f(kind: Kind, deep: boolean) { if (deep) log(kind); ${net} }`,
      ['a', false],
    ],
    [
      'tuples',
      `function f(p: [number, number, number], kernel: [number, number])
  ${layer('inputShape: p, kernelSize: kernel', 'conv2d')}`,
      [
        [32, 32, 3],
        [3, 3],
      ],
    ],
  ];
  for (const [name, text, expected] of cases) {
    it(`come from ${name}`, () => {
      assert.deepEqual(given(text), expected);
    });
  }

  it('leave holes in an object for what JSON cannot carry', () => {
    const [entry] = entries(
      `function f({ tf, units }: { tf: any; units: number }, env) { env.log.write('x');
  ${net} m.add(tf.layers.dense({ units, activation: env.act })); env.done(); use(env.a.b.c()); }`,
    );
    assert.deepEqual(entry.call.arguments[0], {
      name: 'options',
      kind: 'value',
      value: { units: 16 },
      holes: [{ path: ['tf'], kind: 'tf' }],
    });
    const [other] = entries(
      `function f(opts) { opts.log.write('x'); ${net} m.add(tf.layers.dense({ units: opts.size.units }));
  opts.size.write(); opts.size.n = opts.epochs - 1; }`,
    );
    assert.deepEqual(other.call.arguments[0], {
      name: 'opts',
      kind: 'value',
      value: { epochs: 2 },
      holes: [
        { path: ['log'], kind: 'stand-in' },
        { path: ['size'], kind: 'stand-in' },
      ],
    });
  });

  it('fill a config that a constructor keeps', () => {
    const [entry] = entries(
      `class Net { constructor(config) { this.config = config; this.model = tf.sequential();
  this.model.add(tf.layers.dense({ units: this.config.units })); } }`,
    );
    assert.deepEqual(entry.call.constructorArguments, [{ name: 'config', kind: 'value', value: { units: 16 } }]);
  });

  it('come from the comment of a JavaScript function', () => {
    const text = `/**
 * Makes it.
 * @param {number} p the size
 * @param {number=} q another
 * @param {tf.Tensor} z data
 */
function f(p, q, z) { use(p, q, z); ${net} }`;
    assert.deepEqual(given(text, '/w/model.js'), [8, '<default>', '<stand-in>']);
  });

  it('are said to be assumed, unless the file itself gives them', () => {
    const text = `function f(numClasses: number, shape: number[], data, act = 'relu') { use(data.get());
  ${net} m.add(tf.layers.dense({ units: numClasses, inputShape: shape, activation: act })); }
function g(n: number) { ${net} use(n); }
g(4);`;
    const assumed = Object.fromEntries(entries(text).map(({ call, assumed }) => [call.label, assumed]));
    assert.deepEqual(assumed, { f: ['numClasses = 10', 'shape = [10]', 'data = a stand-in'], g: [] });
  });
});
