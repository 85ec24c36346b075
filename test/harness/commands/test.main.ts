/** `npm test` after the build: every check in turn up to the first that fails, then the sum of all tests. */

import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { atExit, killTree } from '../processes/at-exit';
import { closingLine, countLine, noCounts, type Counts } from './mocha-counts';
import { root } from '../root';
import { main, say, secondsSince } from '../say';

interface Step {
  readonly name: string;
  /** A script for Node, with its arguments. */
  readonly words: readonly string[];
  /** Mocha runs in it, so it must count tests. */
  readonly tests?: boolean;
}

const bin = (file: string) => path.join(root, 'node_modules', file);
const mocha = (files: string, ...options: readonly string[]): Pick<Step, 'words' | 'tests'> => ({
  words: [bin('mocha/bin/mocha.js'), ...(process.stdout.isTTY ? ['--color'] : []), ...options, files],
  tests: true,
});

const steps: readonly Step[] = [
  { name: 'format', words: [path.join(root, 'test/harness/format.mjs'), '--check'] },
  { name: 'lint', words: [bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.'] },
  { name: 'types', words: [bin('typescript/bin/tsc'), '--noEmit'] },
  { name: 'types of the webview', words: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'webview'] },
  // As many files at a time as there are processors: one after another they take half as long again.
  {
    name: 'unit tests',
    ...mocha('out/test/unit/**/*.test.js', '--parallel', '--jobs', String(availableParallelism())),
  },
  { name: 'webview tests, in a browser', ...mocha('out/test/webview/**/*.test.js') },
  { name: 'tests inside VS Code', words: [path.join(root, 'out/test/harness/vscode.main.js')], tests: true },
];

/** No step may hold up the whole run for longer than this. */
const timeLimitMs = 10 * 60_000;

async function runStep(step: Step): Promise<{ readonly ok: boolean; readonly counts: Counts }> {
  const child = spawn(process.execPath, step.words, {
    cwd: root,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = atExit(() => {
    killTree(child);
  });
  const timer = setTimeout(() => {
    say(`${step.name}: no end after ${timeLimitMs / 60_000} minutes; stopped.`);
    kill();
  }, timeLimitMs);
  let counts = noCounts;
  createInterface({ input: child.stdout }).on('line', (line) => {
    counts = countLine(counts, line);
    say(line);
  });
  const status = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', resolve);
  });
  clearTimeout(timer);
  kill();
  const ranNone = step.tests === true && status === 0 && counts.passed === 0;
  if (ranNone) say(`${step.name}: not one test passed.`);
  return { ok: status === 0 && !ranNone, counts };
}

main(async () => {
  const started = Date.now();
  let sum = noCounts;
  let failed: string | undefined;
  for (const step of steps) {
    const stepStarted = Date.now();
    say(`\n── ${step.name}`);
    const { ok, counts } = await runStep(step);
    sum = {
      passed: sum.passed + counts.passed,
      failed: sum.failed + counts.failed,
      skipped: sum.skipped + counts.skipped,
    };
    say(`── ${step.name}: ${ok ? 'ok' : 'FAILED'} after ${secondsSince(stepStarted)}`);
    if (!ok) {
      failed = step.name;
      break;
    }
  }
  say(`\n${failed === undefined ? 'Everything passed' : `Stopped at: ${failed}`}, after ${secondsSince(started)}.`);
  say(closingLine(sum));
  return failed === undefined ? 0 : 1;
});
