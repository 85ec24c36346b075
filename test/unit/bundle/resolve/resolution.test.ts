/** Where imports lead: extensions, folders, tsconfig paths, the package's own name, and unsaved text. */

import assert from 'node:assert/strict';
import { bundleAndRun, bundleOf, inMemory } from '../workbench';
import { sharedBundler } from '../../shared-by-process';

/** The workspace files that the entry's one import brings in. */
async function reached(
  specifier: string,
  texts: Readonly<Record<string, string>>,
  entry = '/w/src/model.ts',
): Promise<readonly string[]> {
  const bundle = await bundleOf({ ...texts, [entry]: `import ${JSON.stringify(specifier)};` }, entry);
  return bundle.files.filter((file) => file !== entry);
}

describe('resolution', function () {
  // Starting WebAssembly takes long on a busy machine.
  this.timeout(60_000);

  it('adds extensions, prefers a file to a folder and finds index files and main files', async () => {
    assert.deepEqual(await reached('./data', { '/w/src/data.tsx': '', '/w/src/data/index.ts': '' }), [
      '/w/src/data.tsx',
    ]);
    assert.deepEqual(await reached('../lib', { '/w/lib/index.mjs': '' }), ['/w/lib/index.mjs']);
    assert.deepEqual(
      await reached('../lib', { '/w/lib/package.json': '{"main": "./source/entry"}', '/w/lib/source/entry.cjs': '' }),
      ['/w/lib/source/entry.cjs'],
    );
    assert.deepEqual(await reached('./layers.custom', { '/w/src/layers.custom.ts': '' }), ['/w/src/layers.custom.ts']);
    assert.deepEqual(await reached('.', { '/w/src/index.ts': '' }), ['/w/src/index.ts']);
  });

  it('finds the source behind the name of its output', async () => {
    assert.deepEqual(await reached('./data.js', { '/w/src/data.ts': '' }), ['/w/src/data.ts']);
    assert.deepEqual(await reached('./data.mjs', { '/w/src/data.mts': '' }), ['/w/src/data.mts']);
    const both = { '/w/src/data.ts': '', '/w/src/data.js': '' };
    assert.deepEqual(await reached('./data.js', both), ['/w/src/data.ts']);
    assert.deepEqual(await reached('./data.js', both, '/w/src/model.mjs'), ['/w/src/data.js']);
  });

  it('reads paths of the nearest tsconfig, with comments, trailing commas and what it extends', async () => {
    const texts = {
      '/w/tsconfig.json': '{ "compilerOptions": { "paths": { "@nets/*": ["wrong/*"] } } }',
      '/w/base/tsconfig.base.json':
        '{ "compilerOptions": { "baseUrl": "..", "paths": { "@nets/*": ["nets/*"], "@nets/deep/*": ' +
        '["deeper/*"], "config": ["settings.ts"] } } }',
      '/w/base/middle.json': '{ "extends": "./tsconfig.base" }',
      '/w/src/tsconfig.json': '{ // the sources\n "extends": ["../base/middle.json",], /* no options of its own */ }',
      '/w/nets/mlp.ts': '',
      '/w/deeper/mlp.ts': '',
      '/w/settings.ts': '',
    };
    assert.deepEqual(await reached('@nets/mlp', texts), ['/w/nets/mlp.ts']);
    assert.deepEqual(await reached('@nets/deep/mlp', texts), ['/w/deeper/mlp.ts']);
    assert.deepEqual(await reached('config', texts), ['/w/settings.ts']);
    assert.deepEqual(await reached('nets/mlp', texts), ['/w/nets/mlp.ts'], 'by baseUrl');
  });

  it('reads jsconfig, referenced projects and survives a configuration that extends itself', async () => {
    assert.deepEqual(
      await reached('~nets/a', {
        '/w/jsconfig.json': '{"compilerOptions": {"paths": {"~nets/*": ["./nets/*"]}}}',
        '/w/nets/a.js': '',
      }),
      ['/w/nets/a.js'],
    );
    const solution = {
      '/w/tsconfig.json': '{"files": [], "references": [{"path": "./tsconfig.app.json"}]}',
      '/w/tsconfig.app.json': '{"extends": "./tsconfig.json", "compilerOptions": {"paths": {"@/*": ["./app/*"]}}}',
      '/w/app/net.ts': '',
    };
    assert.deepEqual(await reached('@/net', solution), ['/w/app/net.ts']);
  });

  it('knows the package by its own name, its #imports and the @/ of bundlers', async () => {
    const texts = {
      '/w/package.json':
        '{"name": "nets", "exports": {"./mlp": "./src/mlp.ts"}, "imports": {"#data": "./data/index.js"}}',
      '/w/src/mlp.ts': '',
      '/w/data/index.js': '',
    };
    assert.deepEqual(await reached('nets/mlp', texts), ['/w/src/mlp.ts']);
    assert.deepEqual(await reached('#data', texts), ['/w/data/index.js']);
    assert.deepEqual(await reached('@/mlp', texts), ['/w/src/mlp.ts']);
  });

  it('works on Windows paths', async () => {
    const { notes, entries } = await bundleAndRun(
      { 'c:/w/model.ts': `import { x } from '../v/x'; note(x);`, 'c:/v/x.ts': 'export const x = 7;' },
      'c:/w/model.ts',
    );
    assert.deepEqual(notes, [7]);
    assert.ok(entries.has('c:/w/model.ts'));
  });

  it('takes every text from the access it is given and sees the next version', async () => {
    const bundler = await sharedBundler();
    const signal = new AbortController().signal;
    for (const text of ['export const x = "saved";', 'export const x = "typed just now";']) {
      const result = await bundler.bundle(
        '/w/a.ts',
        [],
        inMemory({ '/w/a.ts': `import { x } from './x'; note(x);`, '/w/x.ts': text }),
        signal,
      );
      assert.ok(result.ok && result.bundle.code.includes(text.slice(16)));
    }
  });
});
