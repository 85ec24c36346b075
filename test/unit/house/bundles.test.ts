/** Tests what each bundle contains, by esbuild's own list: each heavy package once, and only where it belongs. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from '../../harness/root';

/** The folder of the package that a file of a bundle belongs to, such as `node_modules/@tensorflow/tfjs-core`. */
function packageFolder(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

const packageName = (folder: string) => folder.slice(folder.lastIndexOf('node_modules/') + 'node_modules/'.length);

const metafiles = JSON.parse(readFileSync(path.join(root, 'out/metafiles.json'), 'utf8')) as Record<string, Metafile>;
const bundles = Object.entries(metafiles).map(([name, { inputs, outputs }]) => ({
  name,
  files: Object.keys(inputs),
  external: [
    ...new Set(
      Object.values(outputs).flatMap((output) => output.imports.filter((one) => one.external).map((one) => one.path)),
    ),
  ],
  packages: [
    ...new Set(
      Object.keys(inputs)
        .map(packageFolder)
        .filter((folder) => folder !== undefined),
    ),
  ],
}));

function bundle(name: string) {
  const found = bundles.find((one) => one.name === name);
  assert.ok(found, `esbuild.mjs builds no ${name}`);
  return found;
}

const holders = (name: string | RegExp) =>
  bundles
    .filter(({ packages }) =>
      packages.some((folder) =>
        typeof name === 'string' ? packageName(folder) === name : name.test(packageName(folder)),
      ),
    )
    .map((one) => one.name);

describe('bundles', () => {
  it('have TypeScript, tfjs and esbuild-wasm in one bundle each', () => {
    assert.deepEqual(holders('typescript'), ['source']);
    assert.deepEqual(holders(/^@tensorflow\//), ['probe']);
    assert.deepEqual(holders('esbuild-wasm'), ['bundler']);
  });

  it('have one copy of every package', () => {
    const folders = new Map<string, Set<string>>();
    for (const folder of bundles.flatMap((one) => one.packages))
      folders.set(packageName(folder), (folders.get(packageName(folder)) ?? new Set()).add(folder));
    assert.deepEqual(
      [...folders]
        .filter(([, places]) => places.size > 1)
        .map(([name, places]) => `${name}: ${[...places].join(', ')}`),
      [],
    );
  });

  it('have one copy of the engine of tfjs', () => {
    const engines = bundle('probe').files.filter((file) =>
      /@tensorflow\/tfjs-core\/.*(\/engine\.js|\/tf-core[^/]*\.js)$/.test(file),
    );
    assert.equal(engines.length, 1, engines.join(', '));
  });

  it('leave to the extension host only vscode and the lazily loaded rooms', () => {
    assert.deepEqual(bundle('extension').external.sort(), ['./bundler.js', './config.js', './source.js', 'vscode']);
    // In a web worker `require` knows vscode alone: the rooms are fetched there.
    assert.deepEqual(bundle('web').external, ['vscode']);
  });

  it('need nothing from outside in all that runs in a browser too, no Node module either', () => {
    for (const name of ['source', 'bundler', 'config', 'probe', 'panel'])
      assert.deepEqual(bundle(name).external, [], name);
  });

  it('have the same parts in the web extension host as on the desktop', () => {
    const parts = (name: string) => bundle(name).files.filter((file) => file.startsWith('src/'));
    const onWeb = new Set(parts('web'));
    assert.deepEqual(
      parts('extension').filter((file) => !onWeb.has(file)),
      [],
    );
    assert.deepEqual([...onWeb].filter((file) => !parts('extension').includes(file)).sort(), [
      'src/editor/host/lazy-modules.ts',
      'src/extension-web.ts',
    ]);
  });

  it('need no vscode in the command line', () => {
    assert.deepEqual(
      ['cli', 'thread', 'source', 'bundler'].filter((name) => bundle(name).external.includes('vscode')),
      [],
    );
  });
});
