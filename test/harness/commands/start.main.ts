/** `npm start` after the build: probes a sample in the terminal, then opens it in a VS Code with the extension. */

import { spawn } from 'node:child_process';
import path from 'node:path';
import { onPath } from '../fetched/on-path';
import { spawnOwned } from '../processes/owned';
import { root } from '../root';
import { main, say } from '../say';
import { serveVSCode } from '../vscode/served-vscode';
import { trustSettings } from '../vscode/settings';

const samples = path.join(root, 'media/samples');
const sample = path.join(samples, 'deep-sigmoid-mlp.ts');
const extension = root;

/** The command of a desktop VS Code that could show a window here. */
function desktopCommand(): string | undefined {
  if (process.platform === 'linux' && !(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)) return undefined;
  return ['code', 'code-insiders', 'codium'].map(onPath).find((file) => file !== undefined);
}

/** Opens the desktop VS Code, which lives on after this command. */
function openDesktop(command: string): Promise<number> {
  const child = spawn(command, [`--extensionDevelopmentPath=${extension}`, '--new-window', samples, '-g', sample], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status) => {
      resolve(status ?? 1);
    });
  });
}

async function openServed(): Promise<never> {
  say('No desktop VS Code here, so one is served to your browser.');
  const served = await serveVSCode({ settings: trustSettings(false), logFile: path.join(root, 'out/logs/start.log') });
  const address = served.address({ workspace: samples, extension, file: sample });
  say(`\nOpen this address in a browser on this machine:\n\n  ${address}\n\nCtrl-C ends it.`);
  return new Promise<never>(() => {
    // Ctrl-C ends the process, and with it the server.
    setInterval(() => undefined, 1 << 30);
  });
}

main(async () => {
  const shown = path.relative(root, sample).replaceAll('\\', '/');
  say(`$ gradline probe ${shown}\n`);
  const status = await spawnOwned(process.execPath, [path.join(root, 'dist/cli.js'), 'probe', shown], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  }).ended;
  // 1 only says that the sample has the fault that it was made to have.
  if (status > 1) return status;
  if (process.argv.includes('--no-editor')) return 0;
  const code = desktopCommand();
  if (code === undefined) return openServed();
  say(`\nOpening ${shown} in ${code}`);
  return openDesktop(code);
});
