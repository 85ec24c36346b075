/** Every shipped sample gets the verdict that its first line announces, in all three seeds, on the command line. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Report } from '../../../src/report/report';
import { root } from '../../harness/root';

const folder = path.join(root, 'media/samples');
const samples = readdirSync(folder).filter((file) => file.endsWith('.ts'));
const announced = (file: string): string | undefined =>
  /^\/\/ Gradline should find: ([a-z ]+)\./.exec(readFileSync(path.join(folder, file), 'utf8'))?.[1];

function probeAll(): Promise<Report> {
  const files = samples.map((file) => path.join(folder, file));
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      [path.join(root, 'dist/cli.js'), 'probe', ...files, '--format', 'json', '--fail-on', 'never'],
      { maxBuffer: 2 ** 26 },
      (error, stdout) => {
        if (error) reject(new Error(`gradline probe failed: ${error.message}`));
        else resolve(JSON.parse(stdout) as Report);
      },
    );
  });
}

describe('sample models', function () {
  this.timeout(600_000);
  let report: Report;
  before(async () => {
    report = await probeAll();
  });

  it('are all probed', () => {
    assert.ok(samples.length > 0);
    assert.deepEqual(report.errors, []);
  });

  for (const sample of samples) {
    it(`${sample}: ${announced(sample) ?? 'announces no verdict'}`, () => {
      const models = report.models.filter((model) => model.file.endsWith(`/${sample}`));
      assert.equal(models.length, 1);
      const [model] = models;
      assert.equal(model.seeds.length, 3);
      assert.ok(model.layers.length > 0);
      for (const layer of model.layers) assert.equal(layer.file, model.file);
      const grave = model.findings.filter((finding) => finding.severity !== 'information');
      if (announced(sample) === 'healthy') {
        assert.deepEqual(grave, []);
        return;
      }
      assert.equal(grave[0].code.replace('-', ' '), announced(sample));
      assert.equal(grave[0].role, 'cause');
      assert.equal(grave[0].severity, 'error');
      assert.deepEqual(grave[0].seeds, model.seeds);
    });
  }
});
