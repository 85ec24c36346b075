/** Fetches a real VS Code that can be served to a browser, through npm alone, into the per-user cache. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { cached } from './cache';
import { npmInstall } from './npm';

/** Contains VS Code 1.139.1. */
const codeServer = 'code-server@4.139.1';
/** The major version of Node that this code-server needs. */
const nodeMajor = 24;

export interface ServedBuild {
  /** The executable of a Node of the right version. */
  readonly node: string;
  /** The script that serves VS Code. */
  readonly server: string;
}

function nodePackage(): string {
  return `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
}

/**
 * Returns where the VS Code to serve lies, and installs it first where it is not in the cache.
 * @throws when npm can't install it; the message says what was tried and what to do
 */
export async function servedBuild(): Promise<ServedBuild> {
  const ownNode = Number(process.versions.node.split('.')[0]) === nodeMajor;
  const packages = ownNode ? [codeServer] : [codeServer, `${nodePackage()}@${nodeMajor}`];
  const name = `${codeServer}-${ownNode ? 'bare' : nodePackage()}`;
  const folder = await cached(name, 'VS Code for the browser (npm package code-server)', async (part) => {
    await npmInstall(part, packages);
    const vscode = path.join(part, 'node_modules/code-server/lib/vscode');
    await npmInstall(vscode, ['--omit=dev']);
    // VS Code's built-in extensions, TypeScript's language features among them, have a package.json of their own.
    await npmInstall(path.join(vscode, 'extensions'), ['--omit=dev']);
    if (!existsSync(path.join(vscode, 'out/server-main.js')))
      throw new Error(
        `${codeServer} has no lib/vscode/out/server-main.js: it is laid out differently than this harness knows.`,
      );
  });
  const executable = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  return {
    node: ownNode ? process.execPath : path.join(folder, 'node_modules', nodePackage(), executable),
    server: path.join(folder, 'node_modules/code-server/lib/vscode/out/server-main.js'),
  };
}
