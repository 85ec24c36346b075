/** `npm start` after the build: probes a shipped sample in the terminal, then opens it in a VS Code with the extension. */

import { spawn } from 'node:child_process';
import path from 'node:path';
import { onPath } from '../fetched/on-path';
import { root } from '../root';
import { main, say } from '../say';
import { serveVSCode, trustSettings } from '../vscode/served-vscode';

const samples = path.join(root, 'media/samples');
const sample = path.join(samples, 'deep-sigmoid-mlp.ts');
const extension = root;

function run(file: string, words: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, words, {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32' && file.endsWith('.cmd'),
    });
    child.on('error', reject);
    child.on('close', (status) => {
      resolve(status ?? 1);
    });
  });
}

/** The command of a desktop VS Code that could show a window here. */
function desktopCommand(): string | undefined {
  if (process.platform === 'linux' && !(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY)) return undefined;
  return ['code', 'code-insiders', 'codium'].map(onPath).find((file) => file !== undefined);
}

async function openServed(): Promise<never> {
  say('No desktop VS Code here, so one is served to your browser.');
  const served = await serveVSCode({ settings: trustSettings(false), logFile: path.join(root, 'out/logs/start.log') });
  say(
    `\nOpen this address in a browser on this machine:\n\n  ${served.address({ workspace: samples, extension, file: sample })}\n\nCtrl-C ends it.`,
  );
  return new Promise<never>(() => {
    // Ctrl-C ends the process, and with it the server.
    setInterval(() => undefined, 1 << 30);
  });
}

main(async () => {
  const shown = path.relative(root, sample).replaceAll('\\', '/');
  say(`$ gradline probe ${shown}\n`);
  const status = await run(process.execPath, [path.join(root, 'dist/cli.js'), 'probe', shown]);
  // 1 only says that the sample has the fault that it was made to have.
  if (status > 1) return status;
  if (process.argv.includes('--no-editor')) return 0;
  const code = desktopCommand();
  if (code === undefined) return openServed();
  say(`\nOpening ${shown} in ${code}`);
  return run(code, [`--extensionDevelopmentPath=${extension}`, '--new-window', samples, '-g', sample]);
});
