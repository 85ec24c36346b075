/**
 * The built command line over folders, globs and several files: what it probes, prints and returns, also when it is
 * cancelled midway.
 */

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Log } from 'sarif';
import type { Report } from '../../../src/report/report';
import { root } from '../../harness/root';
import { model, repository, writeTree, type Tree } from '../workspace/tree';

interface Ended {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** @param interruptAt Ctrl-C comes when the output so far matches */
function gradline(folder: string, words: readonly string[], interruptAt?: RegExp): Promise<Ended> {
  const child = spawn(
    process.execPath,
    [path.join(root, 'dist/cli.js'), 'probe', ...words, '--steps', '2', '--seeds', '1', '--backend', 'cpu'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  return new Promise((resolve, reject) => {
    let out = '';
    let err = '';
    let isInterrupted = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (isInterrupted || !interruptAt?.test(out)) return;
      isInterrupted = true;
      child.kill('SIGINT');
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    child.on('error', reject);
    child.on('close', (status) => {
      resolve({ status, out, err });
    });
  });
}

const tf = "import * as tf from '@tensorflow/tfjs';\n";
const hidden = `${tf}export const hidden = () => tf.layers.dense({ units: 2 });\n`;
const runaway = `${model}for (;;);\n`;
const broken = `${model}const x = (;\n`;

describe('gradline probe over several files', () => {
  let tree: Tree;
  before(() => {
    tree = writeTree({
      ...repository,
      'src/b/broken.ts': broken,
      'src/b/plain.ts': 'export const answer = 42;\n',
      'src/lib.min.js': model,
      'docs/readme.md': '',
      'split/main.ts':
        `${tf}import { hidden } from './hidden';\n` +
        `export const build = () => tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [2] }), ` +
        `hidden()] });\n`,
      'split/hidden.ts': hidden,
      'split/unused.ts': hidden.replace('hidden', 'unused'),
      'sub/base.ts': `${tf}export class Base extends tf.Sequential {\n  constructor() {\n    super();\n  }\n}\n`,
      'sub/net.ts':
        `${tf}import { Base } from './base';\nexport class Net extends Base {\n  constructor() {\n` +
        `    super();\n    this.add(tf.layers.dense({ units: 2, inputShape: [3] }));\n  }\n}\n`,
      'slow/a.ts': model,
      'slow/b.ts': runaway,
      'slow/c.ts': model,
    });
  });
  after(() => {
    tree.remove();
  });

  async function files(...words: string[]): Promise<{ files: string[]; report: Report; status: number | null }> {
    const { out, status } = await gradline(tree.folder, [...words, '--format', 'json']);
    const report = JSON.parse(out) as Report;
    return { files: report.models.map(({ file }) => file), report, status };
  }

  it(
    'takes a folder: the files that make models, once, in a stable order; ' + 'one that fails does not stop the others',
    async () => {
      const { files: probed, report, status } = await files('src', 'src/a.ts');
      assert.deepEqual(probed, ['src/[id].ts', 'src/a.ts', 'src/b/model.js']);
      assert.deepEqual(
        report.errors.map(({ file, code }) => `${file} ${code}`),
        ['src/b/broken.ts syntax'],
      );
      assert.equal(status, 2);
    },
  );

  it(
    'probes files that only make layers where no model runs through them, ' + 'and is silent where none comes of it',
    async () => {
      const { report, status } = await files('split');
      assert.deepEqual(
        report.models.map(({ file, layers }) => [file, ...layers.map((layer) => layer.file)]),
        [['split/main.ts', 'split/main.ts', 'split/hidden.ts']],
      );
      assert.deepEqual(report.errors, []);
      assert.equal(status, 0);
    },
  );

  it('reaches a subclass whose model another file makes', async () => {
    const { report } = await files('sub');
    assert.deepEqual(
      report.models.flatMap(({ layers }) => layers.map((layer) => layer.file)),
      ['sub/net.ts'],
    );
  });

  it('takes a file that is named outright, ignored or not', async () => {
    assert.deepEqual((await files('generated/c.ts', 'src\\a.ts')).files, ['generated/c.ts', 'src/a.ts']);
  });

  it('says so where a folder or a glob leads to no model, and probes the rest', async () => {
    const { files: probed, report, status } = await files('docs', 'src/b/plain.*', 'no/*.ts', 'src/a.ts');
    assert.deepEqual(probed, ['src/a.ts']);
    assert.deepEqual(
      report.errors.map(({ file }) => file),
      ['docs', 'src/b/plain.*', 'no/*.ts'],
    );
    assert.match(report.errors[0].message, /no TypeScript or JavaScript file was found for docs/);
    assert.match(
      report.errors[1].message,
      /1 file of code was found for src\/b\/plain\.\*, but none makes a TensorFlow\.js model/,
    );
    assert.equal(status, 2);
  });

  it('prints a heading a file and a line that sums up', async () => {
    const { out, status, err } = await gradline(tree.folder, ['src']);
    const headings = out.split('\n').filter((line) => line.startsWith('── '));
    assert.deepEqual(
      headings.map((line) => line.replace(/^── | ─+$/g, '')),
      ['src/[id].ts', 'src/a.ts', 'src/b/broken.ts', 'src/b/model.js'],
    );
    assert.match(out, /\n4 files · 3 models · .* · 1 not reached\n$/);
    assert.equal(err, '');
    assert.equal(status, 2);
  });

  it('prints a single file without either', async () => {
    const { out, status } = await gradline(tree.folder, ['src/a.ts']);
    assert.doesNotMatch(out, /──|1 file ·/);
    assert.match(out, /^src\/a\.ts:2 {2}build\n/);
    assert.equal(status, 0);
  });

  it('has one SARIF log for all', async () => {
    const { out } = await gradline(tree.folder, ['src', '--format', 'sarif']);
    const { runs } = JSON.parse(out) as Log;
    assert.equal(runs.length, 1);
    assert.equal(runs[0].invocations?.[0].toolExecutionNotifications?.length, 1);
  });

  it('prints what is finished when Ctrl-C comes, and accounts for the rest', async () => {
    const { out, status } = await gradline(tree.folder, ['slow', '--time-limit', '600'], /slow\/a\.ts:2/);
    assert.match(out, /── slow\/a\.ts /);
    assert.match(out, /\n1 file · 1 model · .* · cancelled with 2 files to go\n$/);
    assert.equal(status, 2);
  });
});
