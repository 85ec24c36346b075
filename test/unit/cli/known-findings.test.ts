/**
 * The built command line as a build runs it: what a baseline, a config and a revision of Git leave out, and how the
 * formats of build servers tell the rest.
 */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../../src/report/report';
import { writeTree, type Tree } from '../workspace/tree';
import { type Ended, gradline } from './command';

const tf = "import * as tf from '@tensorflow/tfjs';\n";
const bias = 'biasInitializer: tf.initializers.constant({ value: -99 })';
const layer = `tf.layers.dense({ units: 4, activation: 'relu', ${bias} })`;
const compiled = "model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });\n  return model;\n}\n";

/** A ReLU layer that is dead from the start. */
const dead = `${tf}export function dead() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 4, activation: 'relu', inputShape: [4] }));
  model.add(${layer});
  model.add(tf.layers.dense({ units: 1 }));
  ${compiled}`;
const another = dead.replace('function dead', 'function other').replace(tf, '').replace(layer, layer.replace('4', '5'));
const misspelt = dead.replace("'relu'", "'rellu'");
const importing = `${tf}import { units } from './units';
export function importing() {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units, inputShape: [4] }));
  ${compiled}`;

describe('findings that a build knows already', function () {
  this.timeout(60_000);
  let tree: Tree;
  const write = (file: string, text: string): void => {
    writeFileSync(path.join(tree.folder, file), text);
  };
  const probe = (...words: string[]): Promise<Ended> =>
    gradline(tree.folder, ['probe', ...words, '--steps', '3', '--seeds', '1', '--backend', 'cpu']);
  const json = async (...words: string[]): Promise<Report> =>
    JSON.parse((await probe(...words, '--format', 'json')).stdout) as Report;
  beforeEach(() => {
    tree = writeTree({ 'dead.ts': dead });
  });
  afterEach(() => {
    tree.remove();
  });

  it('stay known when their lines move; one more like them, or an error of the code, is new', async () => {
    const written = await probe('dead.ts', '--update-baseline');
    assert.equal(written.status, 0);
    assert.match(written.stderr, /wrote 1 finding to gradline-baseline\.json/);

    write('dead.ts', `${tf}// Two lines\n// more.\n${dead.replace(tf, '')}`);
    const known = await probe('dead.ts', '--baseline', 'gradline-baseline.json');
    assert.equal(known.status, 0, known.stdout);
    assert.match(known.stdout, /error dead-units dead\.ts:7 \(in the baseline\)/);

    appendFileSync(path.join(tree.folder, 'dead.ts'), another);
    const grown = await probe('dead.ts', '--baseline', 'gradline-baseline.json', '--format', 'github');
    assert.equal(grown.status, 1);
    const annotations = grown.stdout.split('\n').filter((line) => line.startsWith('::error'));
    assert.equal(annotations.length, 1, grown.stdout);
    assert.match(
      annotations[0],
      /^::error file=dead\.ts,line=15,endLine=15,col=\d+,.*title=Gradline%3A dead-units::All 5/,
    );

    write('dead.ts', misspelt);
    const broken = await probe('dead.ts', '--baseline', 'gradline-baseline.json');
    assert.equal(broken.status, 2);
    assert.match(broken.stderr, /1 finding of gradline-baseline\.json is gone/);
  });

  it('may be errors of the code itself; nothing else of the file counts then', async () => {
    write('dead.ts', misspelt);
    assert.equal((await probe('dead.ts', '--update-baseline')).status, 0);
    assert.equal((await probe('dead.ts', '--baseline', 'gradline-baseline.json')).status, 0);
    rmSync(path.join(tree.folder, 'gradline-baseline.json'));
    const { status, stderr } = await probe('dead.ts', '--baseline', 'gradline-baseline.json');
    assert.equal(status, 2);
    assert.match(stderr, /There is no baseline gradline-baseline\.json\. Write it with --update-baseline/);
  });

  it('are printed by --quiet where they are new, and nothing else', async () => {
    const { stdout } = await probe('dead.ts', '--quiet', '--no-color');
    assert.match(stdout, /^error dead-units dead\.ts:5\n {2}All 4 units[^\n]*\n$/);
    await probe('dead.ts', '--update-baseline');
    assert.equal((await probe('dead.ts', '--quiet', '--baseline', 'gradline-baseline.json')).stdout, '');
  });

  it('are those that gradline.config.json disables or keeps, with its settings', async () => {
    const overrides = [{ files: ['dead.ts'], disable: ['dead-units'] }];
    write('gradline.config.json', JSON.stringify({ failOn: 'warning', baseline: 'known.json', overrides }));
    const { status, stderr } = await probe('dead.ts');
    assert.equal(status, 2);
    assert.match(stderr, /There is no baseline known\.json/);
    write('gradline.config.json', JSON.stringify({ steps: 9, overrides }));
    const report = await json('dead.ts');
    assert.deepEqual(report.models[0].findings, []);
    assert.deepEqual(
      report.models[0].suppressed?.map(({ suppression }) => suppression.by),
      ['config', 'config'],
    );
    assert.equal(report.models[0].steps, 3, 'what the user types comes first');
    write('other.json', '{ "stepz": 1 }');
    const wrong = await probe('dead.ts', '--config', 'other.json');
    assert.equal(wrong.status, 2);
    assert.match(wrong.stderr, /other\.json:1: There is no setting stepz\. Did you mean steps\?/);
  });

  it('are a failed test in JUnit, and a row in Markdown', async () => {
    const { stdout } = await probe('dead.ts', '--format', 'junit');
    assert.match(stdout, /<testsuite name="dead\.ts" tests="1" failures="1" errors="0" time="[\d.]+">/);
    assert.match(
      stdout,
      /<testcase name="model" classname="dead\.ts" [^>]*>\n<failure type="dead-units" message="All 4 /,
    );
    const page = await probe('dead.ts', '--format', 'markdown');
    assert.match(page.stdout, /\n1 file · 1 model · 1 error/);
    assert.match(page.stdout, /\n\| ❌ error \| `dead-units` \| `dead\.ts:5` \| All 4 units/);
  });

  it('are not looked for in files that no change since a revision touches, also through imports', async () => {
    const git = (...words: string[]): void => {
      const who = ['-c', 'user.name=test', '-c', 'user.email=test@example.org'];
      execFileSync('git', [...who, ...words], { cwd: tree.folder, stdio: 'ignore' });
    };
    assert.match((await probe('dead.ts', '--changed-since', 'HEAD')).stderr, /dead\.ts lies in no Git repository/);
    write('importing.ts', importing);
    write('units.ts', 'export const units = 3;\n');
    git('init');
    git('add', '.');
    git('commit', '-m', 'Start');
    const { status, stderr, stdout } = await probe('.', '--changed-since', 'HEAD');
    assert.equal(status, 0);
    assert.match(stderr, /Nothing to probe: no change since HEAD touches a file that makes a model/);
    assert.equal(stdout, '');
    write('units.ts', 'export const units = 4;\n');
    const report = await json('.', '--changed-since', 'HEAD');
    assert.deepEqual(
      report.models.map(({ file }) => file),
      ['importing.ts'],
    );
    assert.match((await probe('.', '--changed-since', 'nothing')).stderr, /Git knows no such revision here/);
    assert.match(readFileSync(path.join(tree.folder, 'units.ts'), 'utf8'), /4/);
  });
});
