/** `npm test` after the build: runs all checks until one fails, then prints the sum of all tests. */

import { availableParallelism } from 'node:os';
import path from 'node:path';
import { root } from '../root';
import { main, say, secondsSince } from '../say';
import { addCounts, closingLine, noCounts } from './mocha-counts';
import { type Lane, runLanes } from './run-lanes';
import { markFinishedTests, type Step } from './run-step';

const bin = (file: string) => path.join(root, 'node_modules', file);
const mocha = (files: string, ...options: readonly string[]): Pick<Step, 'words' | 'tests'> => ({
  words: [bin('mocha/bin/mocha.js'), ...(process.stdout.isTTY ? ['--color'] : []), ...options, files],
  tests: true,
});

/** They need one processor, of which the unit tests leave some: beside those they cost half of their time. */
const checks: Lane = [
  { name: 'format', words: [path.join(root, 'test/harness/format.mjs'), '--check'] },
  { name: 'types', words: [bin('typescript/bin/tsc'), '--noEmit'] },
  { name: 'types of the webview', words: [bin('typescript/bin/tsc'), '--noEmit', '-p', 'webview'] },
  { name: 'lint', words: [bin('eslint/bin/eslint.js'), '--max-warnings', '0', '.'] },
];

const unitTests: Step = {
  name: 'unit tests',
  // Run one after another, the files take half as long again. One more than there are cores: tests often wait.
  ...mocha(
    'out/test/unit/**/*.test.js',
    ...markFinishedTests,
    '--parallel',
    '--jobs',
    String(availableParallelism() + 1),
  ),
};

const webviewTests: Step = { name: 'webview tests, in a browser', ...mocha('out/test/webview/**/*.test.js') };

/** @param only which suites; @param host web: in the web worker host of a served VS Code */
const testsInsideVSCode = (only: 'trusted' | 'others', host?: 'web'): Step => ({
  name:
    `tests inside VS Code, ${only === 'trusted' ? 'in a trusted workspace' : 'in other workspaces'}` +
    (host ? ', in a web worker' : ''),
  words: [path.join(root, 'out/test/harness/commands/vscode.main.js'), ...(host ? [host] : []), '--only', only],
  tests: true,
});

/** Each stage begins when all lanes of the one before have ended. */
const stages: readonly (readonly Lane[])[] = [
  [[...checks, webviewTests], [unitTests]],
  [
    [testsInsideVSCode('trusted')],
    [testsInsideVSCode('others'), testsInsideVSCode('trusted', 'web'), testsInsideVSCode('others', 'web')],
  ],
];

main(async () => {
  const started = Date.now();
  let sum = noCounts;
  let failed: string | undefined;
  for (const lanes of stages) {
    const end = await runLanes(lanes);
    sum = addCounts(sum, end.counts);
    failed = end.failed;
    if (failed !== undefined) break;
  }
  say(`\n${failed === undefined ? 'Everything passed' : `Stopped at: ${failed}`}, after ${secondsSince(started)}.`);
  say(closingLine(sum));
  return failed === undefined ? 0 : 1;
});
