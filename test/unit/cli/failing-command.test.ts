/** Tests that the command line ends, with a message, where it cannot go on. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../harness/root';

describe('a command line that cannot go on', function () {
  this.timeout(30_000);
  let folder = '';
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gradline-failing-'));
    // All that the command needs but the bundler's WebAssembly.
    for (const part of ['cli.js', 'bundler.js', 'source.js', 'probe-thread.js', 'probe.js'])
      copyFileSync(path.join(root, 'dist', part), path.join(folder, part));
    writeFileSync(path.join(folder, 'model.js'), "import * as tf from '@tensorflow/tfjs';\ntf.sequential();\n");
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends with status 2 and says why, though a thread waits for its first probe', async () => {
    const ended = await new Promise<{ code: unknown; signal: unknown; stderr: string }>((resolve) => {
      const words = [path.join(folder, 'cli.js'), 'probe', path.join(folder, 'model.js')];
      execFile(process.execPath, words, { timeout: 20_000 }, (error, _, stderr) => {
        resolve({ code: error?.code, signal: error?.signal, stderr });
      });
    });
    assert.deepEqual({ code: ended.code, signal: ended.signal ?? undefined }, { code: 2, signal: undefined });
    assert.match(ended.stderr, /^gradline: .*esbuild\.wasm/m);
  });
});
