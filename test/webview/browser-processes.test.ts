/** Tests that a browser does not outlive the harness command that launched it. */

import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../harness/root';

const limitMs = 30_000;

/** The command lines of all processes. */
function commandLines(): string[] {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-A', '-o', 'args='], { encoding: 'utf8' }).stdout.split('\n');
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      } catch {
        return ''; // It has ended meanwhile.
      }
    });
}

(process.platform === 'win32' ? describe.skip : describe)('the browser of a harness command', function () {
  this.timeout(2 * limitMs);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gradline-browser-test-'));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`ends with the command by ${signal}, and its profile is removed`, async () => {
      const command = spawn(process.execPath, [path.join(root, 'out/test/webview/browser-owner.main.js')], {
        // The browser's profile lies here, and its command line names it.
        env: { ...process.env, TMPDIR: folder },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(createInterface({ input: command.stdout }), 'line');
      const left = () => commandLines().filter((line) => line.includes(folder)).length + readdirSync(folder).length;
      assert.ok(left() >= 2, 'a process and its profile are found while the browser runs');
      command.kill(signal);
      const end = Date.now() + limitMs;
      while (left() > 0) {
        assert.ok(
          Date.now() < end,
          `left: ${commandLines()
            .filter((line) => line.includes(folder))
            .join('\n')}`,
        );
        await sleep(50);
      }
    });
  }
});
