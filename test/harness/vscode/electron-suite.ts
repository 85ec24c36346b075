/** Runs a mocha suite in a desktop VS Code: one that is installed, or one that @vscode/test-electron downloads. */

import { spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { downloadAndUnzipVSCode, SilentReporter } from '@vscode/test-electron';
import { atExit, killTree } from '../processes/at-exit';
import { cacheRoot } from '../fetched/cache';
import { onPath } from '../fetched/on-path';
import { root } from '../root';
import { say } from '../say';
import { quietSettings, trustSettings } from './served-vscode';
import { makeWorkspace, type Suite, type SuiteEnd } from './suites';
import { SuiteLines } from './suite-lines';

/** Asks for nothing but an answer; the download itself has its own time-out. */
const updateService = 'https://update.code.visualstudio.com/api/releases/stable';
const answerLimitMs = 4_000;
const timeLimitMs = 8 * 60_000;

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

function hasDisplay(): boolean {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** VSCODE_PATH, an installed VS Code, or a downloaded one; tells why there is none, within seconds. */
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

/** Prints mocha's lines as they come. `ran` is false where VS Code did not get as far as mocha, such as for want of a library. */
export async function runElectronSuite(suite: Suite, executable: string): Promise<SuiteEnd> {
  const workspace = await makeWorkspace(suite.folders);
  const data = await mkdtemp(path.join(tmpdir(), 'gradline-desktop-'));
  const removeData = atExit(() => {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  });
  await mkdir(path.join(data, 'User'), { recursive: true });
  await writeFile(
    path.join(data, 'User/settings.json'),
    JSON.stringify({ ...quietSettings, ...trustSettings(suite.restricted) }),
  );
  const logFile = path.join(root, `out/logs/electron-${path.basename(path.dirname(suite.script))}.log`);
  await mkdir(path.dirname(logFile), { recursive: true });
  const lines = new SuiteLines(logFile);

  const words = [
    workspace.opened,
    `--extensionDevelopmentPath=${root}`,
    `--extensionTestsPath=${suite.script}`,
    `--user-data-dir=${data}`,
    `--extensions-dir=${path.join(data, 'extensions')}`,
    '--disable-extensions',
    '--skip-welcome',
    '--skip-release-notes',
    '--disable-updates',
    '--disable-gpu',
    '--no-sandbox',
  ];
  const command = hasDisplay() ? [executable] : ['xvfb-run', '-a', executable];
  const child = spawn(command[0] ?? executable, [...command.slice(1), ...words], {
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = atExit(() => {
    killTree(child);
  });
  const timer = setTimeout(kill, timeLimitMs);
  for (const stream of [child.stdout, child.stderr])
    createInterface({ input: stream }).on('line', (line) => {
      lines.take(line);
    });
  try {
    const status = await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        resolve(code ?? 1);
      });
    });
    if (status !== 0) say(`What VS Code said meanwhile: ${logFile}`);
    return { status, ran: lines.heard };
  } finally {
    clearTimeout(timer);
    kill();
    lines.close();
    workspace.remove();
    removeData();
  }
}
