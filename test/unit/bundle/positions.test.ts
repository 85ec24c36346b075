/** Places lead back to the text as its author sees it, in bundles and in errors. */

import assert from 'node:assert/strict';
import { bundleOf, findInBundle, inMemory, tryBundle } from './workbench';
import { sharedBundler } from '../shared-by-process';

/** The place of `needle` in a text, as an editor counts it. */
function placeIn(text: string, needle: string): { line: number; character: number } {
  const before = text.slice(0, text.indexOf(needle)).split('\n');
  return { line: before.length - 1, character: before[before.length - 1].length };
}

async function locate(text: string, needle: string, file = '/w/a.ts'): Promise<unknown> {
  const bundle = await bundleOf({ [file]: text }, file, ['createModel']);
  return bundle.locate(findInBundle(bundle.code, needle));
}

describe('locate', function () {
  // Starting WebAssembly takes long on a busy machine.
  this.timeout(60_000);

  it('undoes the prefix on the first line', async () => {
    const text = `export function createModel() { return dense(1); } declare const dense: (n: number) => number;`;
    assert.deepEqual(await locate(text, 'dense(1)'), { file: '/w/a.ts', position: placeIn(text, 'dense(1)') });
  });

  it('leaves later lines alone and counts UTF-16 characters', async () => {
    const text = `const größe = '𝒙';\nconst 数 = ['𝒙𝒙', dense(2)]; export { größe, 数 };`;
    assert.deepEqual(await locate(text, 'dense(2)'), { file: '/w/a.ts', position: placeIn(text, 'dense(2)') });
  });

  it('keeps a shebang and undoes the prefix after it', async () => {
    for (const newline of ['\n', '\r\n']) {
      const text = `#!/usr/bin/env node${newline}dense(3);${newline}dense(4);`;
      assert.deepEqual(await locate(text, 'dense(3)', '/w/a.js'), {
        file: '/w/a.js',
        position: { line: 1, character: 0 },
      });
      assert.deepEqual(await locate(text, 'dense(4)', '/w/a.js'), {
        file: '/w/a.js',
        position: { line: 2, character: 0 },
      });
    }
  });

  it('does not count a byte order mark', async () => {
    assert.deepEqual(await locate('\uFEFFdense(5);', 'dense(5)'), {
      file: '/w/a.ts',
      position: { line: 0, character: 0 },
    });
  });

  it('ignores maps that compiled code brings along', async () => {
    const map = Buffer.from(
      JSON.stringify({ version: 3, sources: ['other.ts'], names: [], mappings: 'AAAA' }),
    ).toString('base64');
    const text = `dense(6);\n//# sourceMappingURL=data:application/json;base64,${map}`;
    assert.deepEqual(await locate(text, 'dense(6)', '/w/a.js'), {
      file: '/w/a.js',
      position: { line: 0, character: 0 },
    });
  });

  it('has no answer for generated code, stand-ins and places outside', async () => {
    const bundle = await bundleOf({ '/w/a.ts': `import fs from 'fs'; fs.read();` }, '/w/a.ts');
    assert.equal(bundle.locate(findInBundle(bundle.code, 'gradline.standIn')), undefined);
    assert.equal(bundle.locate(findInBundle(bundle.code, `require_fs = `)), undefined);
    assert.equal(
      bundle.locate(findInBundle(bundle.code, `globalThis[/* @__PURE__ */ Symbol.for("gradline.registerBindings")`)),
      undefined,
    );
    assert.equal(bundle.locate({ line: 100000, column: 3 }), undefined);
    assert.equal(bundle.locate({ line: -1, column: NaN }), undefined);
  });
});

describe('place', function () {
  this.timeout(60_000);

  it('gives a range that begins before it ends, for the body of a named arrow function too', async () => {
    const text =
      `import * as tf from '@tensorflow/tfjs';\nconst inner = () => tf.sequential({\n  name: 'x',\n});\n` +
      `export const outer = () => inner();`;
    const bundle = await bundleOf({ '/w/a.ts': text }, '/w/a.ts', ['inner']);
    const call = findInBundle(bundle.code, 'sequential({');
    const placed = bundle.place('/w/a.ts', { start: { line: 1, character: 20 }, end: { line: 3, character: 2 } });
    assert.ok(placed);
    assert.equal(placed.start.line, call.line);
    assert.ok(placed.start.column <= call.column);
    assert.equal(placed.end.line, call.line + 2);
  });
});

describe('errors', function () {
  // Starting WebAssembly takes long on a busy machine.
  this.timeout(60_000);

  it('name a missing file with the range of its import, after non-ASCII text', async () => {
    const text = `const größe = '𝒙'; import { load } from './data'; load(größe);`;
    const { errors } = await tryBundle({ '/w/model.ts': text }, '/w/model.ts', ['createModel']);
    const start = placeIn(text, `'./data'`);
    assert.deepEqual(errors, [
      {
        file: '/w/model.ts',
        range: { start, end: { line: 0, character: start.character + 8 } },
        code: 'unresolved-import',
        message:
          `Cannot find './data' imported here: no file data.ts, data.tsx, data.js … next to model.ts. ` +
          `Create it or correct the path.`,
      },
    ]);
  });

  it('name the imported file in which the import stands, and the folder that was searched', async () => {
    const { errors } = await tryBundle(
      { '/w/a.ts': `import './b';`, '/w/b.ts': `\nimport '../x/data.json';` },
      '/w/a.ts',
    );
    assert.equal(errors[0].file, '/w/b.ts');
    assert.deepEqual(errors[0].range?.start, { line: 1, character: 7 });
    assert.match(errors[0].message, /no file data\.json in \/x\. /);
  });

  it('turn syntax errors into sentences at their place', async () => {
    const text = `const é = 1; let y = [7,(;`;
    const { errors } = await tryBundle({ '/w/a.ts': text }, '/w/a.ts', ['createModel']);
    assert.deepEqual(errors, [
      {
        file: '/w/a.ts',
        range: { start: { line: 0, character: 25 }, end: { line: 0, character: 26 } },
        code: 'syntax',
        message: `Line 1 of a.ts is not valid code: unexpected ";". Correct it and probe again.`,
      },
    ]);
    const json = await tryBundle({ '/w/a.ts': `import './c.json';`, '/w/c.json': '{\n "a": }' }, '/w/a.ts');
    assert.deepEqual(
      [json.errors[0].file, json.errors[0].code, json.errors[0].range?.start],
      ['/w/c.json', 'syntax', { line: 1, character: 6 }],
    );
  });

  it('say what a file does not export, where the probed file asks for it', async () => {
    const { errors } = await tryBundle(
      { '/w/a.js': `import { units } from './b'; units();`, '/w/b.js': 'export const size = 1;' },
      '/w/a.js',
    );
    assert.deepEqual(
      [errors[0].code, errors[0].message, errors[0].range?.start],
      [
        'unresolved-import',
        `'units' is imported here but b.js does not export it. Export it there or correct the name.`,
        { line: 0, character: 9 },
      ],
    );
  });

  it('say that a file cannot be read', async () => {
    const { errors } = await tryBundle({}, '/w/a.ts');
    assert.deepEqual([errors[0].file, errors[0].code], ['/w/a.ts', 'not-readable']);
    assert.match(errors[0].message, /^a\.ts could not be read: .*\(\/w\/a\.ts\)\.$/);
  });

  it('carry nothing of the bundler in their messages', async () => {
    for (const text of [
      'with (x) {}',
      'const a = 1; a = 2;',
      'await import("./b") +',
      'class { }',
      '<div>',
      'import x from "./a"; x.y = {,};',
    ]) {
      for (const { message } of (await tryBundle({ '/w/a.js': `export {}; ${text}` }, '/w/a.js')).errors) {
        assert.doesNotMatch(message, /workspace:|plugin|esbuild|\n|Error:/);
        assert.match(message, /\.$/);
      }
    }
  });
});

describe('cancelling', function () {
  // Starting WebAssembly takes long on a busy machine.
  this.timeout(60_000);

  it('answers before anything is read where the signal has fired already', async () => {
    const result = await (
      await sharedBundler()
    ).bundle('/w/a.ts', [], inMemory({ '/w/a.ts': '' }), AbortSignal.abort());
    assert.deepEqual(!result.ok && result.errors.map((error) => [error.file, error.code]), [['/w/a.ts', 'cancelled']]);
  });

  it('answers while a file never comes, and the bundler works on', async () => {
    const stop = new AbortController();
    const files = inMemory({ '/w/a.ts': `import './b';`, '/w/b.ts': '' });
    const stuck = {
      ...files,
      readText: (file: string) =>
        file === '/w/b.ts' ? (stop.abort(), new Promise<undefined>(() => undefined)) : files.readText(file),
    };
    const result = await (await sharedBundler()).bundle('/w/a.ts', [], stuck, stop.signal);
    assert.deepEqual(!result.ok && result.errors.map((error) => error.code), ['cancelled']);
    assert.equal((await bundleOf({ '/w/a.ts': 'export {}' }, '/w/a.ts')).files.length, 1);
  });

  it('leaves no trace of a browser in the global object', async () => {
    await sharedBundler();
    assert.equal('self' in globalThis, false);
  });
});
