/** The mocha suites that run inside VS Code, and the fresh workspace that each is given. */

import { existsSync, rmSync } from 'node:fs';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import path from 'node:path';
import { atExit } from './at-exit';
import { root } from './root';

export interface Suite {
  readonly name: string;
  /** Its built index, without the ending. */
  readonly script: string;
  /** Workspace trust is on and the workspace is not trusted. */
  readonly restricted: boolean;
}

export const suites: readonly Suite[] = [
  { name: 'trusted workspace', script: path.join(root, 'out/test/vscode/index'), restricted: false },
  { name: 'untrusted workspace', script: path.join(root, 'out/test/vscode/untrusted/index'), restricted: true },
];

/** How one suite ended. */
export interface SuiteEnd {
  /** 0 when all passed. */
  readonly status: number;
  /** Whether mocha ran at all. */
  readonly ran: boolean;
}

export interface Workspace {
  readonly folder: string;
  remove(): void;
}

/** A copy of the shipped samples to work in, below the checkout so that their import of tfjs has its types. */
export async function makeWorkspace(): Promise<Workspace> {
  await mkdir(path.join(root, 'out/workspaces'), { recursive: true });
  const parent = await mkdtemp(path.join(root, 'out/workspaces/w-'));
  const remove = atExit(() => { rmSync(parent, { recursive: true, force: true, maxRetries: 5 }); });
  const folder = path.join(parent, 'samples');
  await mkdir(folder);
  const samples = path.join(root, 'media/samples');
  if (existsSync(samples)) await cp(samples, folder, { recursive: true });
  return { folder, remove };
}
