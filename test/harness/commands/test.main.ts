/** `npm test` after the build: runs the checks in turn until one fails, then prints the sum of all tests. */

import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root } from '../root';
import { main, say, secondsSince } from '../say';
import { closingLine, noCounts } from './mocha-counts';
import { markFinishedTests, runStep, type Step } from './run-step';

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
  {
    name: 'unit tests',
    // Run one after another, the files take half as long again. One more than there are cores: tests often wait.
    ...mocha(
      'out/test/unit/**/*.test.js',
      ...markFinishedTests,
      '--parallel',
      '--jobs',
      String(availableParallelism() + 1),
    ),
  },
  { name: 'webview tests, in a browser', ...mocha('out/test/webview/**/*.test.js') },
  { name: 'tests inside VS Code', words: [path.join(root, 'out/test/harness/commands/vscode.main.js')], tests: true },
];

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
