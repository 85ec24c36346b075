/** Guards leave the making of models bare and wrap everything else; where nothing fails, the program stays the same. */

import assert from 'node:assert/strict';
import ts from 'typescript';
import type { TextInsertion } from '../../../../src/report/position';
import { guardInsertions, mergeInsertions, parse, readSites } from '../../../../src/source/index';

function inserted(text: string, insertions: readonly TextInsertion[]): string {
  let result = '';
  let done = 0;
  for (const { offset, text: more } of insertions) {
    result += text.slice(done, offset) + more;
    done = offset;
  }
  return result + text.slice(done);
}

function guarded(text: string): string {
  const entries = readSites(parse('/w/a.ts', text)).entries;
  return inserted(text, mergeInsertions(entries, guardInsertions(parse('/w/a.ts', text))));
}

function isValid(text: string): boolean {
  const { diagnostics } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext },
  });
  return diagnostics?.length === 0;
}

const short = (text: string): string => text.replaceAll(/globalThis\[Symbol\.for\('gradline\.(\w+)'\)\]/g, '$1');

describe('guards', () => {
  it('wrap what a layer is given, not the layer', () => {
    const text = short(
      guarded(
        `const m = tf.sequential();
m.add(tf.layers.dense({ units: data.size, activation: "relu", inputShape: [data.width, 3] }));`,
      ),
    );
    const units = 'guardValue(()=>(data.size),"data.size","line 2")';
    const width = 'guardValue(()=>(data.width),"data.width","line 2")';
    assert.ok(
      text.includes(`tf.layers.dense({ units: ${units}, activation: "relu", inputShape: [${width}, 3] })`),
      text,
    );
    assert.match(text, /const m = tf\.sequential\(\);/);
  });

  it('pass over whole statements that make nothing', () => {
    const text = short(guarded('setUp();\nif (bad) throw new Error("bad");\nconst m = tf.sequential();'));
    assert.match(text, /try\{setUp\(\);\}catch\(gradline\$e\)\{guardStatement\(gradline\$e,"line 1"\)\}/);
    assert.match(text, /try\{if \(bad\) throw new Error\("bad"\);\}catch/);
  });

  it('wait where the code waits', () => {
    assert.match(
      short(guarded('const rows = await load();\nconst m = tf.sequential();')),
      /const rows = \(await guardValue\(async\(\)=>\(await load\(\)\),"await load\(\)","line 1"\)\);/,
    );
  });

  it('prefer the branch that builds to the one that loads', () => {
    const text = short(
      guarded('let m;\nif (fs.existsSync(file)) m = await tf.loadLayersModel(file); else m = tf.sequential();'),
    );
    assert.match(text, /if \(guardBranch\(\(\)=>\(fs\.existsSync\(file\)\),"line 2",false\)\)/);
  });

  it('leave code without models, and code that does not parse, as it is', () => {
    assert.deepEqual(guardInsertions(parse('/w/a.ts', 'export const a = 1;')), []);
    assert.deepEqual(guardInsertions(parse('/w/a.ts', 'const m = tf.sequential(;')), []);
  });

  const programs = [
    [
      'nested functions of all kinds',
      `export function f() { const a = async () => { const m = tf.sequential(); }; function b() {
  return tf.sequential(); } el.onclick = () => tf.sequential(); use({ train() { return tf.sequential(); } });
  class C { make = () => tf.sequential() } }`,
    ],
    [
      'statements without semicolons',
      `start()
const m = tf.sequential()
const n = m
  .add
for (const x of rows()) m.add(tf.layers.dense({ units: x.n }))
stop()`,
    ],
    [
      'functions assigned without semicolons',
      `async function train() { await m.fit(x, y) }
const m = tf.sequential()
api.train = async () => {
  await train()
}`,
    ],
    [
      'loops and switches',
      `while (more()) { build(); }
for (let i = 0; i < o.count; i++) m.add(tf.layers.dense({ units: o.units[i] }));
switch (o.kind) { case "a": m = tf.sequential(); break; default: throw new Error(o.kind); }
function build() { return tf.sequential(); }
let m;`,
    ],
    [
      'generators and methods with super',
      `class A extends tf.Sequential { constructor(o) { super({ name: o.name }); this.add(tf.layers.dense({
  units: o.units })); } }
function* g() { const x = yield; const m = tf.sequential(); yield m; }`,
    ],
    [
      'functions called on the spot',
      '(async () => { const m = tf.sequential(); await m.fit(xs(), ys()); })();\n!function () { tf.sequential(); }();',
    ],
  ] as const;
  for (const [what, program] of programs) {
    it(`keep ${what} valid`, () => {
      assert.ok(isValid(program), 'the fixture itself');
      const text = guarded(program);
      assert.notEqual(text, program);
      assert.ok(isValid(text), text);
    });
  }
});
