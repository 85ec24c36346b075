/** Runs a folder of mocha tests inside the extension host. */

import { readdirSync } from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { lineMark } from './suite-lines';

/**
 * Runs all `*.test.js` of one folder (not of those in it). GRADLINE_GREP narrows the run to tests whose title matches.
 * @throws when there is no test, or when one fails
 */
export async function runSuite(folder: string): Promise<void> {
  Mocha.reporters.Base.consoleLog = (...parts: unknown[]) => {
    // Piece by piece: VS Code cuts a long message of the console short.
    for (const line of format(...parts).split('\n')) console.log(`${lineMark}${line}`); // eslint-disable-line no-console -- the console is this suite's way out
  };
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.js')).sort();
  if (files.length === 0) throw new Error(`There is no test in ${folder}: build them with npm run build.`);
  const mocha = new Mocha({ ui: 'bdd', reporter: 'spec', color: false, timeout: 60_000, forbidOnly: process.env.CI === 'true' });
  if (process.env.GRADLINE_GREP) mocha.grep(new RegExp(process.env.GRADLINE_GREP));
  for (const name of files) mocha.addFile(path.join(folder, name));
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} failed`);
}
