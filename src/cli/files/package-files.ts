/** Reads the version of this package, and the pages that explain findings. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FindingCode } from '../../report/finding';

const packageFolder = path.join(__dirname, '..');

/** In Markdown. */
export async function findingPage(code: FindingCode): Promise<string> {
  return readFile(path.join(packageFolder, 'docs/findings', `${code}.md`), 'utf8');
}

export async function version(): Promise<string> {
  const manifest = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
