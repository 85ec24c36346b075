/** Runs the built command line in a folder, as a person would. */

import { execFile } from 'node:child_process';
import path from 'node:path';
import { root } from '../../harness/root';

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** @param words all that follows `gradline` */
export function gradline(folder: string, words: readonly string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [path.join(root, 'dist/cli.js'), ...words],
      { cwd: folder, maxBuffer: 2 ** 26 },
      (error, stdout, stderr) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
}

/** What keeps a probe short where only what it says counts. */
export const quickly: readonly string[] = ['--steps', '2', '--seeds', '1', '--fail-on', 'never'];
