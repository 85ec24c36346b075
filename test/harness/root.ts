/** Finds the checkout's folder from a bundled test, which may lie anywhere below it. */

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

function isRoot(folder: string): boolean {
  const manifest = path.join(folder, 'package.json');
  return existsSync(manifest) && (JSON.parse(readFileSync(manifest, 'utf8')) as { name?: string }).name === 'gradline';
}

function findRoot(): string {
  let folder = __dirname;
  while (!isRoot(folder)) {
    const parent = path.dirname(folder);
    if (parent === folder)
      throw new Error(`No folder above ${__dirname} is a checkout of Gradline: its package.json is not there.`);
    folder = parent;
  }
  return folder;
}

/** The absolute path of the folder that holds package.json. */
export const root = findRoot();
