/** Installs packages with the npm that runs the harness; a failure says what was tried and what to do. */

import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { spawnOwned } from '../processes/owned';
import { say } from '../say';

const timeLimitMs = 8 * 60_000;

function npmCommand(): { readonly file: string; readonly leading: readonly string[]; readonly shell: boolean } {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') && existsSync(script)) return { file: process.execPath, leading: [script], shell: false };
  return { file: 'npm', leading: [], shell: process.platform === 'win32' };
}

/** Runs npm in a folder. Resolves to what npm says went wrong, or to undefined where it succeeded. */
async function runNpm(folder: string, words: readonly string[]): Promise<string | undefined> {
  const { file, leading, shell } = npmCommand();
  const npm = spawnOwned(file, [...leading, ...words], { cwd: folder, shell, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  npm.child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const limit = { reached: false };
  const timer = setTimeout(() => {
    limit.reached = true;
    npm.stop();
  }, timeLimitMs);
  try {
    if ((await npm.ended) === 0) return undefined;
  } finally {
    clearTimeout(timer);
  }
  if (limit.reached) return `no end after ${timeLimitMs / 60_000} minutes`;
  const told = errors.split('\n').filter((line) => line.startsWith('npm error'));
  return told.slice(0, 4).join('\n  ');
}

/**
 * Runs `npm install` in a folder, without any package's own scripts.
 * @throws a message that says what was tried, what npm answered, and what to do
 */
export async function npmInstall(folder: string, parameters: readonly string[]): Promise<void> {
  const packages = parameters.filter((parameter) => !parameter.startsWith('-')).join(' and ');
  // npm waits up to two minutes before it gives up on a registry; these options try as often, but sooner.
  const words = [
    'install',
    ...parameters,
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--fetch-retry-mintimeout=2000',
    '--fetch-retry-maxtimeout=8000',
  ];
  if (!existsSync(path.join(folder, 'package.json')))
    await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  say(`npm install ${packages || `in ${folder}`}`);
  const failure = await runNpm(folder, words).catch((error: unknown) => String(error));
  if (failure === undefined) return;
  throw new Error(
    `npm could not install ${packages || 'the packages'}.\n` +
      `Tried: npm ${words.join(' ')}\n  in ${folder}\nnpm answered:\n  ${failure}\n` +
      'What to do: check that the npm registry can be reached from here (npm ping; npm config set proxy sets ' +
      'a proxy) and that the disk has 1 GB left, then run this again. What was half installed is removed.',
  );
}
