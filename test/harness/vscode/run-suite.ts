/** Runs a folder of mocha tests inside the extension host. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { isOurs } from './console-faults';
import { chosenTests } from './chosen-tests';
import { lineMark } from './line-mark';

/**
 * Runs the `*.test.js` files of one folder, not of its subfolders: all tests, or those that the harness has chosen.
 * @throws when there is no test, when a test fails, or when a promise of the extension or of a test failed unseen
 */
export async function runSuite(folder: string): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    // Line by line, because VS Code truncates a long message of the console.
    // eslint-disable-next-line no-console -- only the console reaches the harness
    for (const line of format(...parts).split('\n')) console.log(`${lineMark}${line}`);
  };
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.test.js'))
    .sort();
  if (files.length === 0) throw new Error(`There is no test in ${folder}: build them with npm run build.`);
  const mocha = new Mocha({
    ui: 'bdd',
    reporter: 'spec',
    color: false,
    timeout: 60_000,
    forbidOnly: process.env.CI === 'true',
  });
  const { titles } = chosenTests();
  if (titles !== undefined) mocha.grep(new RegExp(titles));
  for (const name of files) mocha.addFile(path.join(folder, name));
  const unseen = new Map<Promise<unknown>, string>();
  process.on('unhandledRejection', (reason, promise) =>
    unseen.set(promise, reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
  );
  process.on('rejectionHandled', (promise) => unseen.delete(promise));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  const rejections = [...unseen.values()].filter(isOurs);
  for (const rejection of rejections)
    Mocha.reporters.Base.consoleLog(`  A promise failed and nobody handled it:\n${rejection}`);
  if (failures + rejections.length > 0)
    throw new Error(`${failures} failed, ${rejections.length} promises failed unseen`);
}
