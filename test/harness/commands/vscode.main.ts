/**
 * Runs the mocha suites inside VS Code, in a `served` or a desktop (`electron`) one, or in the `web` worker host of a
 * served one. Without a word they run in whichever VS Code is at hand. `--only trusted` runs only the suite for a
 * trusted workspace, the largest; `--only others` all the others; `--only light-bulb` takes the fixes of all faulty
 * models in the calibration set by the light bulb, which takes most of an hour.
 */

import { parseArgs } from 'node:util';
import { findDesktop } from '../vscode/find-desktop';
import { runElectronSuite } from '../vscode/desktop-suite';
import { main, say } from '../say';
import { runServedSuite } from '../vscode/served-suite';
import { lightBulbSuite, suites, webSuites, type Suite, type SuiteEnd } from '../vscode/suites';

type Runner = (suite: Suite) => Promise<SuiteEnd>;

async function chooseRunner(choice: string | undefined): Promise<Runner> {
  if (choice === 'served') return runServedSuite;
  const desktop = await findDesktop();
  if (desktop.executable === undefined) {
    if (choice === 'electron')
      throw new Error(
        `No desktop VS Code to test in: ${desktop.why}. ` +
          'Set VSCODE_PATH to its executable, or run npm run test:served.',
      );
    say(`No desktop VS Code (${desktop.why}): testing in the served one.`);
    return runServedSuite;
  }
  const { executable } = desktop;
  say(`Testing in ${executable}`);
  if (choice === 'electron') return (suite) => runElectronSuite(suite, executable);
  let taken: 'unknown' | 'electron' | 'served' = 'unknown';
  return async (suite) => {
    if (taken === 'served') return runServedSuite(suite);
    const end = await runElectronSuite(suite, executable);
    if (end.ran || taken === 'electron') {
      taken = 'electron';
      return end;
    }
    say('The desktop VS Code did not get as far as the tests here: testing in the served one.');
    taken = 'served';
    return runServedSuite(suite);
  };
}

/** @returns the first status that is not 0 */
async function runAll(all: readonly Suite[], run: Runner): Promise<number> {
  for (const suite of all) {
    say(`\n  ${suite.name}`);
    const { status, ran } = await run(suite);
    if (status !== 0) return status;
    if (!ran) throw new Error(`The suite for the ${suite.name} ended well, but ran no test.`);
  }
  return 0;
}

main(async () => {
  const { positionals, values } = parseArgs({ allowPositionals: true, options: { only: { type: 'string' } } });
  const choice = positionals.at(0);
  const [trusted, ...others] = choice === 'web' ? webSuites : suites;
  const parts: Record<string, readonly Suite[]> = { trusted: [trusted], others, 'light-bulb': [lightBulbSuite] };
  const chosen = parts[values.only ?? ''] ?? [trusted, ...others];
  return runAll(chosen, choice === 'web' ? runServedSuite : await chooseRunner(choice));
});
