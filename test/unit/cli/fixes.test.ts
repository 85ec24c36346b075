/** The command line lists proven fixes, writes the best one, and gives them to other programs. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fixKinds } from '../../../src/fixes/contract/fix-kinds';
import type { Report } from '../../../src/report/report';
import { gradline } from './command';

const softmaxOverOne = `import * as tf from '@tensorflow/tfjs';
const model = tf.sequential();
model.add(tf.layers.dense({ units: 4, activation: "tanh", inputShape: [2] }));
model.add(tf.layers.dense({ units: 1, activation: "softmax" })); // a probability
model.compile({ optimizer: tf.train.adam(0.03), loss: "meanSquaredError" });
const x = tf.randomNormal([64, 2]);
model.fit(x, x.sum(1, true).greater(0), { batchSize: 16, epochs: 10 });
`;

describe('gradline probe --fix', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gradline-fixes-'));
    writeFileSync(path.join(folder, 'model.ts'), softmaxOverOne);
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const words = ['probe', 'model.ts', '--steps', '20', '--seeds', '1', '--fix-time-limit', '100'];
  const written = (): string => readFileSync(path.join(folder, 'model.ts'), 'utf8');

  it('writes the best fix in the quotes of the file, and the next probe is healthy', async () => {
    const first = await gradline(folder, [...words, '--write']);
    assert.equal(first.status, 1);
    assert.match(first.stderr, /wrote \d changes? to model\.ts/);
    assert.match(first.stdout, /fix: .* \(.* → .*, 5 of 5 seeds\)\n {4}- .*"softmax".*\n {4}\+ /);
    assert.doesNotMatch(written(), /softmax/);
    assert.match(written(), /activation: "tanh", inputShape[^]*\/\/ a probability/);
    const second = await gradline(folder, words);
    assert.equal(second.status, 0, second.stdout);
  });

  it('gives fixes to other programs and leaves the file alone', async () => {
    const { stdout, status } = await gradline(folder, [...words, '--fix', '--format', 'json']);
    assert.equal(status, 1);
    assert.equal(written(), softmaxOverOne);
    const { models } = JSON.parse(stdout) as Report;
    const fixes = models[0].findings.flatMap((finding) => finding.fixes);
    assert.ok(fixes.length > 0);
    for (const { kind, edits, proof, title } of fixes) {
      assert.ok(fixKinds.some((one) => one === kind));
      assert.ok(edits.every(({ file }) => file === 'model.ts') && edits.length > 0);
      assert.equal(proof.seeds.length, 5);
      assert.match(title, /5 of 5 seeds/);
    }
  });

  it('explains each kind of fix', async () => {
    const { stdout } = await gradline(folder, ['explain', 'hidden-activation']);
    assert.match(stdout, /^# hidden-activation\n[^]*He, Zhang, Ren, Sun/);
  });
});
