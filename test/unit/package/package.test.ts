/** Proves that the npm package works by itself in an empty folder: command, API, types, and what it holds. */

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { root } from '../../harness/root';
import { writeTree, type Tree } from '../workspace/tree';

const run = promisify(execFile);
const limitBytes = 8 * 1024 * 1024;

const model = `import * as tf from '@tensorflow/tfjs';
export function createModel(inputShape: number[]) {
  const model = tf.sequential();
  const biasInitializer = tf.initializers.constant({ value: -99 });
  model.add(tf.layers.dense({ units: 4, activation: 'relu', biasInitializer, inputShape }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}
`;

const consumer = `import { probe, type Finding, type Report } from 'gradline';
const report: Report = await probe('model.ts', { steps: 3, seeds: 1, assume: { inputShape: [5] } });
const [found]: readonly (readonly Finding[])[] = report.models.map((one) => one.findings);
const first: number = report.models[0].layers[1].outputGradient.l2[0][0];
// @ts-expect-error -- settings that do not exist are refused
await probe('model.ts', { stepz: 3 }).catch(() => undefined);
console.log(JSON.stringify([report.models[0].pinned, found.map(({ code }) => code), first > 0, report.errors]));
`;

describe('the npm package', function () {
  this.timeout(120_000);
  let tree: Tree;
  let tarball = '';
  before(async () => {
    const types = path.join(root, 'dist/api.d.ts');
    const { apiTypes } = (await import(pathToFileURL(path.join(root, 'build/api-types.mjs')).href)) as {
      apiTypes: (root: string) => Promise<string>;
    };
    if (!existsSync(types)) writeFileSync(types, await apiTypes(root));
    tree = writeTree({ 'model.ts': model, 'consumer.mts': consumer, 'package.json': '{ "private": true }' });
    const npm = (...words: string[]) => run('npm', words, { cwd: tree.folder });
    // The build has made dist already; its bundles are not minified, so that the package is smaller still.
    const packed = await npm('pack', root, '--ignore-scripts', '--silent');
    tarball = path.join(tree.folder, packed.stdout.trim());
    await npm('install', '--offline', '--no-audit', '--no-fund', tarball);
  });
  after(() => {
    tree.remove();
  });

  it('is small, needs no other package and runs no script when it is installed', () => {
    assert.ok(statSync(tarball).size < limitBytes, `${statSync(tarball).size} bytes`);
    const manifest = JSON.parse(
      readFileSync(path.join(tree.folder, 'node_modules/gradline/package.json'), 'utf8'),
    ) as Record<string, unknown> & { scripts: Record<string, string> };
    assert.equal(manifest.dependencies, undefined);
    assert.deepEqual(
      Object.keys(manifest.scripts).filter((name) => /install|prepare/.test(name)),
      [],
    );
    assert.deepEqual(execFileSync('ls', ['node_modules'], { cwd: tree.folder, encoding: 'utf8' }).trim().split('\n'), [
      'gradline',
    ]);
  });

  it('holds what it runs, its documentation and the licences of what it contains, and nothing else', () => {
    const files = execFileSync('tar', ['-tzf', tarball], { encoding: 'utf8' }).trim().split('\n');
    const parts = [
      String.raw`dist/[\w-]+\.(js|css|d\.ts|wasm|txt)`,
      'media/.*',
      String.raw`docs/.*\.md`,
      String.raw`schemas/.*\.json`,
      String.raw`[A-Z]+(\.md)?`,
      String.raw`package\.json`,
    ];
    const own = new RegExp(`^package/(${parts.join('|')})$`);
    const strange = files.filter((file) => !own.test(file));
    assert.deepEqual(strange, []);
    const licenses = readFileSync(
      path.join(tree.folder, 'node_modules/gradline/dist/third-party-licenses.txt'),
      'utf8',
    );
    for (const name of ['@tensorflow/tfjs-core', 'typescript', 'esbuild-wasm', 'picomatch', 'preact'])
      assert.match(licenses, new RegExp(`^${name} \\d+\\.\\d+\\.\\d+\\nLicence: `, 'm'));
    assert.match(licenses, /Apache License/);
  });

  it('runs by npx', async () => {
    const words = ['gradline', 'probe', 'model.ts', '--steps', '3', '--seeds', '1', '--fail-on', 'never'];
    const { stdout } = await run('npx', words, { cwd: tree.folder });
    assert.match(stdout, /^model\.ts:3 {2}model\n/);
    assert.match(stdout, /\nerror dead-units model\.ts:5\n/);
  });

  it('has an API with types, which strict TypeScript takes', async () => {
    const strict = '--noEmit --strict --exactOptionalPropertyTypes --skipLibCheck false --target es2022'.split(' ');
    const words = [
      ...strict,
      '--module',
      'nodenext',
      '--types',
      'node',
      '--typeRoots',
      path.join(root, 'node_modules/@types'),
    ];
    const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
    await run(process.execPath, [compiler, ...words, 'consumer.mts'], { cwd: tree.folder }).catch((error: unknown) => {
      assert.fail((error as { stdout: string }).stdout);
    });
    const plain = consumer
      .replace('type Finding, type Report', '')
      .replaceAll(/: (Report|number|readonly .*?\[\]) =/g, ' =');
    writeFileSync(path.join(tree.folder, 'consumer.mjs'), plain);
    const { stdout } = await run(process.execPath, ['consumer.mjs'], { cwd: tree.folder });
    assert.deepEqual(JSON.parse(stdout), [['inputShape = [5]'], ['dead-units'], true, []]);
  });
});
