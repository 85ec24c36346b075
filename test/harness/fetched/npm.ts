/** Runs the npm that runs this, and turns a failure into a message that says what to do. */

import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const timeLimitMs = 8 * 60_000;

function npmCommand(): { readonly file: string; readonly leading: readonly string[]; readonly shell: boolean } {
  const script = process.env.npm_execpath;
  if (script?.endsWith('.js') && existsSync(script)) return { file: process.execPath, leading: [script], shell: false };
  return { file: 'npm', leading: [], shell: process.platform === 'win32' };
}

/**
 * `npm install` in a folder, without running any package's own scripts.
 * @throws a whole message: what was tried, what npm answered, what to do
 */
export async function npmInstall(folder: string, parameters: readonly string[]): Promise<void> {
  const command = npmCommand();
  // npm waits up to two minutes before it gives a registry up; here it tries as often, but sooner.
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
  try {
    await execute(command.file, [...command.leading, ...words], {
      cwd: folder,
      timeout: timeLimitMs,
      maxBuffer: 1 << 26,
      shell: command.shell,
    });
  } catch (error) {
    const { stderr = '', killed = false } = error as { stderr?: string; killed?: boolean };
    const answer = killed
      ? `no end after ${timeLimitMs / 60_000} minutes`
      : stderr
          .split('\n')
          .filter((line) => line.startsWith('npm error'))
          .slice(0, 4)
          .join('\n  ');
    throw new Error(
      `npm could not install ${parameters.filter((p) => !p.startsWith('-')).join(' and ') || 'the packages'}.\n` +
        `Tried: npm ${words.join(' ')}\n  in ${folder}\nnpm answered:\n  ${answer}\n` +
        'What to do: see that the npm registry can be reached from here (npm ping; a proxy is set with npm config set proxy) and that the disk has 1 GB left, then run this again. Nothing half was left.',
      { cause: error },
    );
  }
}
