/** Runs the scripts of the composite action's steps as a runner does: a planted fault fails, a known one does not. */

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { root } from '../../harness/root';
import { writeTree } from '../workspace/tree';

/** The script of the step that has the name, without its indentation. */
function scriptOf(step: string): string {
  const text = readFileSync(path.join(root, 'action.yml'), 'utf8');
  const script = new RegExp(`- name: ${step}\\n[^]*?run: \\|\\n((?: {8}.*\\n?)+)`).exec(text)?.[1];
  assert.ok(script, `action.yml has no step ${step} with a script`);
  return script.replaceAll(/^ {8}/gm, '');
}

const model = `import * as tf from '@tensorflow/tfjs';
const bias = tf.initializers.constant({ value: -99 });
export const model = tf.sequential({
  layers: [
    tf.layers.dense({ units: 8, activation: 'relu', inputShape: [4] }),
    tf.layers.dense({ units: 8, activation: 'relu', biasInitializer: bias }),
    tf.layers.dense({ units: 1 }),
  ],
});
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
`;

describe('the action', function () {
  this.timeout(60_000);

  it('fails for a planted fault, not for one of the baseline, and its SARIF is valid', () => {
    const tree = writeTree({ 'src/model.ts': model });
    try {
      const bin = path.join(tree.folder, 'temp/gradline/node_modules/.bin');
      mkdirSync(bin, { recursive: true });
      chmodSync(path.join(root, 'dist/cli.js'), 0o755);
      symlinkSync(path.join(root, 'dist/cli.js'), path.join(bin, 'gradline'));
      const quick = '--steps 3 --seeds 1';
      const run = (words: string): number | null => {
        const output = path.join(tree.folder, 'output.txt');
        writeFileSync(output, '');
        const env = {
          ...process.env,
          RUNNER_TEMP: path.join(tree.folder, 'temp'),
          GITHUB_OUTPUT: output,
          PROBED_PATH: 'src',
          ARGUMENTS: `${words} ${quick}`,
          SARIF: 'gradline.sarif',
        };
        execFileSync('bash', ['-e', '-c', scriptOf('Probe')], { cwd: tree.folder, env, stdio: 'ignore' });
        const STATUS = /^status=(\d+)$/m.exec(readFileSync(output, 'utf8'))?.[1];
        return spawnSync('bash', ['-e', '-c', scriptOf('Fail for what is new')], { env: { ...env, STATUS } }).status;
      };
      assert.equal(run(''), 1);
      assert.deepEqual(sarifFaults(readFileSync(path.join(tree.folder, 'gradline.sarif'), 'utf8')), []);
      assert.equal(run('--update-baseline'), 0);
      assert.equal(run('--baseline gradline-baseline.json'), 0);
      assert.deepEqual(sarifFaults(readFileSync(path.join(tree.folder, 'gradline.sarif'), 'utf8')), []);
    } finally {
      tree.remove();
    }
  });
});

function sarifFaults(text: string): unknown[] {
  const read = (file: string): object => JSON.parse(readFileSync(require.resolve(file), 'utf8')) as object;
  const ajv = new Ajv({ schemaId: 'id', meta: false });
  ajv.addMetaSchema(read('ajv/lib/refs/json-schema-draft-04.json'));
  const validate = ajv.compile(read('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'));
  return validate(JSON.parse(text)) ? [] : (validate.errors ?? []);
}
