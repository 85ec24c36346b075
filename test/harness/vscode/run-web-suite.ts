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
 * Runs the files of one folder, or those that the harness has chosen.
 *
 * @param files what loads each test file, by its name without `.test.ts`
 * @throws when there is no test, or when a test fails
 */
export async function runSuite(files: Readonly<Record<string, () => unknown>>): Promise<void> {
  const chosen = chosenTests();
  mocha.setup({ ui: 'bdd', reporter: 'spec', color: false, timeout: 60_000 });
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    // Line by line, because VS Code truncates a long message of the console.
    // eslint-disable-next-line no-console -- only the console reaches the harness
    for (const line of formatted(parts).split('\n')) console.log(`${lineMark}${line}`);
  };
  if (chosen.titles !== undefined) mocha.grep(new RegExp(chosen.titles));
  for (const name of chosen.files ?? Object.keys(files)) {
    if (!(name in files)) throw new Error(`There is no test file ${name}.`);
    files[name]();
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}

/** What mocha's reporters print: a text in which `%s` and `%d` stand for the values after it. */
function formatted([text = '', ...values]: unknown[]): string {
  const left = [...values];
  return String(text).replace(/%([sd%])/g, (_, kind: string) => (kind === '%' ? '%' : String(left.shift())));
}
