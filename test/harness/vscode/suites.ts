/** The mocha suites that run inside VS Code, and the fresh workspace that each of them gets. */

import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ownPath } from '../processes/owned';
import { root } from '../root';

export interface Suite {
  readonly name: string;
  /** The suite's built index file, without its extension. */
  readonly script: string;
  /** Whether it runs in the web worker extension host; without it in Node's. */
  readonly inWebWorker?: boolean;
  /** Whether VS Code's own extensions run beside this one, as TypeScript's and Git's: in one suite is enough. */
  readonly besideOthers?: boolean;
  /** Whether workspace trust is on and the workspace is not trusted. */
  readonly restricted: boolean;
  /** The folders of a workspace with several, all empty; without them the workspace is one folder with the samples. */
  readonly folders?: readonly string[];
}

export const suites: readonly Suite[] = [
  { name: 'trusted workspace', script: path.join(root, 'out/test/vscode/index'), restricted: false },
  { name: 'untrusted workspace', script: path.join(root, 'out/test/vscode/untrusted/index'), restricted: true },
  // Two folders of the same name, as the packages of a repository often have them.
  {
    name: 'workspace of several folders',
    script: path.join(root, 'out/test/vscode/folders/index'),
    restricted: false,
    besideOthers: true,
    folders: ['app/net', 'library/net'],
  },
];

/** Takes the fixes of all faulty models in the calibration set, which no ordinary run has the time for. */
export const lightBulbSuite: Suite = {
  name: 'fixes by the light bulb',
  script: path.join(root, 'out/test/fixes/light-bulb/index'),
  restricted: false,
};

/** The same suites in the web worker extension host. */
export const webSuites: readonly Suite[] = suites.map((suite) => ({
  ...suite,
  name: `${suite.name}, in a web worker`,
  script: path.join(path.dirname(suite.script), 'web'),
  inWebWorker: true,
  besideOthers: false,
}));

/** How one suite ended. */
export interface SuiteEnd {
  /** 0 when all tests passed. */
  readonly status: number;
  /** Whether mocha ran at all. */
  readonly ran: boolean;
}

export interface Workspace {
  readonly folder: string;
  /** What VS Code opens: the folder, or the file of a workspace with several folders. */
  readonly opened: string;
  remove(): void;
}

/**
 * Makes a copy of the shipped samples to work in, or empty folders. They lie below the checkout, so that TypeScript
 * finds the types of the tfjs that they import.
 */
export async function makeWorkspace(folders?: readonly string[]): Promise<Workspace> {
  await mkdir(path.join(root, 'out/workspaces'), { recursive: true });
  const parent = await mkdtemp(path.join(root, 'out/workspaces/w-'));
  const remove = ownPath(parent);
  if (folders) {
    for (const name of folders) await mkdir(path.join(parent, name), { recursive: true });
    const opened = path.join(parent, 'several.code-workspace');
    await writeFile(opened, JSON.stringify({ folders: folders.map((name) => ({ path: name })) }));
    return { folder: parent, opened, remove };
  }
  const folder = path.join(parent, 'samples');
  await mkdir(folder);
  const samples = path.join(root, 'media/samples');
  if (existsSync(samples)) await cp(samples, folder, { recursive: true });
  return { folder, opened: folder, remove };
}
