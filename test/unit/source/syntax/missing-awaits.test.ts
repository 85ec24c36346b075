/** Proves that a promise which is trained on like data is found, and that one which is awaited or handed on is not. */

import assert from 'node:assert/strict';
import { missingAwaits } from '../../../../src/source/syntax/missing-awaits';
import { parse } from '../../../../src/source/syntax/parsed-file';

const load = 'async function load() { return { xs: 1, ys: 2 }; }\n';

const linesOf = (text: string): number[] =>
  missingAwaits(parse('/a/net.js', load + text)).map(({ range }) => range.start.line);

describe('missing awaits', () => {
  const missing: Readonly<Record<string, string>> = {
    'a member in the training call': 'const d = load();\nmodel.fit(d.xs, d.ys);',
    'a member that is made a tensor first': 'const d = load();\nconst x = tf.tensor2d(d.xs);\nmodel.fit(x, y);',
    'names of a pattern': 'const { xs, ys } = load();\nmodel.fit(xs, ys);',
    'a dataset': 'async () => { const d = load();\nawait model.fitDataset(d.train, {}); };',
    'a method of the class':
      'class Net { async read() { return 1; } async go() {\nconst d = this.read(); this.model.fit(d.x, d.y); } }',
  };
  for (const [what, text] of Object.entries(missing))
    it(`finds ${what}`, () => {
      assert.deepEqual(linesOf(text), [1 + text.split('\n').findIndex((line) => /load\(\)|this\.read\(\)/.test(line))]);
    });

  const fine: Readonly<Record<string, string>> = {
    'an awaited call': 'async () => { const d = await load(); model.fit(d.xs, d.ys); }',
    'a promise that is awaited later': 'async () => { const p = load(); const d = await p; model.fit(d.xs, d.ys); }',
    'a promise with then': 'const p = load(); p.then((d) => model.fit(d.xs, d.ys));',
    'a promise in Promise.all': 'const p = load(); Promise.all([p]).then(([d]) => model.fit(d.xs, p.size));',
    'a name that is set again': 'async () => { let d = load(); d = await d; model.fit(d.xs, d.ys); }',
    'a promise that no training gets': 'const d = load(); console.log(d.xs); model.fit(x, y);',
    'a function that is not async': 'function make() { return { xs: 1 }; } const d = make(); model.fit(d.xs, y);',
    'a generator': 'async function* rows() { yield 1; } const d = rows(); model.fit(d.xs, y);',
    'a function that another takes the place of': 'let read = async () => 1; read = sync; const d = read(); fit(d.xs);',
  };
  for (const [what, text] of Object.entries(fine))
    it(`leaves ${what}`, () => {
      assert.deepEqual(linesOf(text), []);
    });
});
