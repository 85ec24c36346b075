/** Finds a desktop VS Code to test in: an installed one, or one that @vscode/test-electron downloads. */

import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { cacheRoot } from '../fetched/cache';
import { onPath } from '../fetched/on-path';
import { say } from '../say';

/** Only has to answer; the download itself has a time-out of its own. */
const updateService = 'https://update.code.visualstudio.com/api/releases/stable';
const answerLimitMs = 4_000;

export type Desktop = { readonly executable: string } | { readonly executable: undefined; readonly why: string };

const usualPlaces: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: [
    '/usr/share/code/code',
    '/usr/lib/code/code',
    '/opt/visual-studio-code/code',
    '/snap/code/current/usr/share/code/code',
  ],
  darwin: [
    '/Applications/Visual Studio Code.app/Contents/MacOS/Code',
    '/Applications/Visual Studio Code.app/Contents/MacOS/Electron',
  ],
  win32: [
    path.join(process.env.LOCALAPPDATA ?? homedir(), 'Programs/Microsoft VS Code/Code.exe'),
    path.join(process.env.PROGRAMFILES ?? homedir(), 'Microsoft VS Code/Code.exe'),
  ],
};

/** Whether a program can show a window here. */
export function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/**
 * Returns VSCODE_PATH, an installed VS Code, or a downloaded one; or says within seconds why there is none.
 * @throws when VSCODE_PATH names no file
 */
export async function findDesktop(): Promise<Desktop> {
  const given = process.env.VSCODE_PATH;
  if (given) {
    if (!existsSync(given))
      throw new Error(
        `VSCODE_PATH names ${given}, which does not exist. Set it to the executable of VS Code, or unset it.`,
      );
    return { executable: given };
  }
  if (!hasDisplay() && onPath('xvfb-run') === undefined)
    return { executable: undefined, why: 'there is no display, and no xvfb-run' };
  const installed = (usualPlaces[process.platform] ?? []).find((file) => existsSync(file));
  if (installed !== undefined) return { executable: installed };
  try {
    await fetch(updateService, { method: 'HEAD', signal: AbortSignal.timeout(answerLimitMs) });
    say('Downloading VS Code, unless it is in the cache');
    return {
      executable: await downloadAndUnzipVSCode({
        version: 'stable',
        cachePath: path.join(cacheRoot(), 'desktop'),
        timeout: 20_000,
        reporter: new SilentReporter(),
      }),
    };
  } catch {
    return {
      executable: undefined,
      why: 'none is installed where it usually is, and none can be downloaded from here',
    };
  }
}
