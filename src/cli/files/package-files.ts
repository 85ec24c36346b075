/** Reads the version of this package, and the pages that explain findings and fixes. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { type FixKind, fixKinds } from '../../fixes/contract/fix-kinds';
import type { FindingCode } from '../../report/finding';

const packageFolder = path.join(__dirname, '..');

/** The page of a finding, in Markdown. */
export async function findingPage(code: FindingCode): Promise<string> {
  return readFile(path.join(packageFolder, 'docs/findings', `${code}.md`), 'utf8');
}

/** The page of a finding or of a kind of fix, in Markdown. */
export async function explanationPage(code: FindingCode | FixKind): Promise<string> {
  const kind = fixKinds.find((one) => one === code);
  return kind === undefined
    ? findingPage(code as FindingCode)
    : readFile(path.join(packageFolder, 'docs/fixes', `${kind}.md`), 'utf8');
}

/**
 * The version in package.json.
 * @throws when package.json cannot be read
 */
export async function packageVersion(): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
