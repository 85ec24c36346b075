/** Runs a mocha suite in a desktop VS Code. */

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { IdleLimit } from '../processes/idle-limit';
import { ownPath, spawnOwned, type OwnedChild } from '../processes/owned';
import { root } from '../root';
import { say } from '../say';
import { hasDisplay } from './find-desktop';
import { quietSettings, suiteSettings } from './settings';
import { SuiteLines } from './suite-lines';
import { suiteIdleLimitMs, suiteIdleMessage } from './suite-limits';
import { makeWorkspace, type Suite, type SuiteEnd } from './suites';

/** Starts VS Code on a workspace, with a data folder of its own; the suite begins by itself. */
function spawnDesktop(executable: string, suite: Suite, opened: string, data: string): OwnedChild {
  const words = [
    opened,
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
  const [file = executable, ...leading] = hasDisplay() ? [executable] : ['xvfb-run', '-a', executable];
  return spawnOwned(file, [...leading, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
}

/**
 * Runs a suite and prints mocha's lines as they arrive. In the result `ran` is false where VS Code did not get as far
 * as mocha, for example because the machine lacks a library.
 */
export async function runElectronSuite(suite: Suite, executable: string): Promise<SuiteEnd> {
  const workspace = await makeWorkspace(suite.folders);
  const data = await mkdtemp(path.join(tmpdir(), 'gradline-desktop-'));
  const removeData = ownPath(data);
  await mkdir(path.join(data, 'User'), { recursive: true });
  await writeFile(path.join(data, 'User/settings.json'), JSON.stringify({ ...quietSettings, ...suiteSettings(suite) }));
  const logFile = path.join(root, `out/logs/electron-${path.basename(path.dirname(suite.script))}.log`);
  await mkdir(path.dirname(logFile), { recursive: true });
  const lines = new SuiteLines(logFile);
  const desktop = spawnDesktop(executable, suite, workspace.opened, data);
  const limit = new IdleLimit(suiteIdleLimitMs, () => {
    say(suiteIdleMessage);
    desktop.stop();
  });
  for (const stream of [desktop.child.stdout, desktop.child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      if (lines.take(line)) limit.progress();
    });
  }
  try {
    const status = await desktop.ended;
    if (status !== 0) say(`The rest of VS Code's output: ${logFile}`);
    return { status, ran: lines.heard };
  } finally {
    limit.stop();
    desktop.stop();
    lines.close();
    workspace.remove();
    removeData();
  }
}
