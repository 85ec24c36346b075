/** Lists the files of the calibration set and of the samples that are labeled as faulty. */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../harness/root';

/**
 * @param parts of file names; all files are meant if there are none
 * @returns absolute paths
 */
export async function faultyFiles(parts: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const folder of ['test/models', 'media/samples'])
    for (const name of (await readdir(path.join(root, folder))).sort()) {
      const [first = ''] = (await readFile(path.join(root, folder, name), 'utf8')).split('\n');
      const isFaulty = /^\/\/ (?:label: (?!healthy|borderline)|Gradline should find: (?!healthy))/.test(first);
      const isMeant = parts.length === 0 || parts.some((part) => name.includes(part));
      if (isFaulty && isMeant) files.push(path.join(root, folder, name));
    }
  return files;
}
