/** Lists the files of the calibration set and of the samples that are labeled as faulty. */

import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../harness/root';
import { isFaulty } from './faulty-label';

/**
 * @param parts of file names; all files are meant if there are none
 * @returns absolute paths
 */
export async function faultyFiles(parts: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const folder of ['test/models', 'media/samples'])
    for (const name of (await readdir(path.join(root, folder))).sort()) {
      const isMeant = parts.length === 0 || parts.some((part) => name.includes(part));
      const file = path.join(root, folder, name);
      if (isMeant && isFaulty(await readFile(file, 'utf8'))) files.push(file);
    }
  return files;
}
