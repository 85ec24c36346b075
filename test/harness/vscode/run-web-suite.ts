/** Runs a suite of mocha tests inside the web worker extension host. */

import 'mocha/mocha.js';
import { chosenTests } from './chosen-tests';
import { lineMark } from './line-mark';

/** Mocha's build for browsers leaves its parts in the global object. */
const { mocha, Mocha } = globalThis as unknown as {
  mocha: Mocha & { setup(options: Mocha.MochaOptions): void };
  Mocha: { reporters: { Base: { consoleLog: (...parts: unknown[]) => void } } };
};

/**
 * Runs the tests of one folder: all, or those that the harness has chosen.
 *
 * @param files load the test files, each of which says what its tests are
 * @throws when a test fails
 */
export async function runSuite(files: readonly (() => unknown)[]): Promise<void> {
  const { titles } = chosenTests();
  mocha.setup({ ui: 'bdd', reporter: 'spec', color: false, timeout: 60_000 });
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    // Line by line, because VS Code truncates a long message of the console.
    // eslint-disable-next-line no-console -- only the console reaches the harness
    for (const line of formatted(parts).split('\n')) console.log(`${lineMark}${line}`);
  };
  if (titles !== undefined) mocha.grep(new RegExp(titles));
  for (const load of files) load();
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** What mocha's reporters print: a text in which `%s` and `%d` stand for the values after it. */
function formatted([text = '', ...values]: unknown[]): string {
  const left = [...values];
  return String(text).replace(/%([sd%])/g, (_, kind: string) => (kind === '%' ? '%' : String(left.shift())));
}
