/** Runs the mocha suites inside VS Code, in a `served` or a desktop (`electron`) one, or in whichever is at hand. */

import { findDesktop } from '../vscode/desktop-vscode';
import { runElectronSuite } from '../vscode/electron-suite';
import { main, say } from '../say';
import { runServedSuite } from '../vscode/served-suite';
import { suites, type Suite, type SuiteEnd } from '../vscode/suites';

async function chooseRunner(choice: string | undefined): Promise<(suite: Suite) => Promise<SuiteEnd>> {
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

main(async () => {
  const run = await chooseRunner(process.argv[2]);
  for (const suite of suites) {
    say(`\n  ${suite.name}`);
    const { status, ran } = await run(suite);
    if (status !== 0) return status;
    if (!ran) throw new Error(`The suite for the ${suite.name} ended well, but ran no test.`);
  }
  return 0;
});
