/** Serves a real VS Code on a free port of this machine, with settings of its own, and ends it with all its processes. */

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream, rmSync } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atExit, killTree } from '../processes/at-exit';
import { servedBuild } from '../fetched/served-build';

const startLimitMs = 60_000;

/** Settings that keep a fresh VS Code quiet, without the AI features and the welcome page. */
export const quietSettings: Readonly<Record<string, unknown>> = {
  'chat.disableAIFeatures': true,
  // A browser's VS Code saves by itself; what is not saved has to stay so, however long a test takes.
  'files.autoSave': 'off',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'git.openRepositoryInParentFolders': 'never',
};

/** Workspace trust on (and nobody asked, so that the workspace stays untrusted) or off (everything is trusted). */
export function trustSettings(restricted: boolean): Readonly<Record<string, unknown>> {
  return {
    'security.workspace.trust.enabled': restricted,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
  };
}

export interface ServeOptions {
  /** Laid over the quiet settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Added to the environment, which the extension host sees too. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The server's own log goes here. */
  readonly logFile: string;
}

export interface OpenOptions {
  /** A folder, or the file of a workspace of several. */
  readonly workspace: string;
  /** The folder of the extension under development. */
  readonly extension: string;
  /** The script of a mocha suite: it is run as soon as VS Code is up. */
  readonly suite?: string;
  /** A file to open. */
  readonly file?: string;
}

export interface ServedVSCode {
  /** The address that opens VS Code with an extension in a browser. */
  address(open: OpenOptions): string;
  /** Ends every process of it and removes its data; safe to call twice. */
  stop(): void;
}

/** A path as the path of a URI: forward slashes, one in front, so that a drive letter works too. */
function uriPath(file: string): string {
  const slashed = file.replaceAll('\\', '/');
  return slashed.startsWith('/') ? slashed : `/${slashed}`;
}

function makeAddress(port: string, token: string, open: OpenOptions): string {
  const remote = (file: string) => `vscode-remote://127.0.0.1:${port}${uriPath(file)}`;
  const payload = [
    ['extensionDevelopmentPath', remote(open.extension)],
    ['skipWelcome', 'true'],
  ];
  if (open.suite !== undefined) payload.push(['extensionTestsPath', remote(open.suite)]);
  if (open.file !== undefined) payload.push(['openFile', remote(open.file)]);
  const kind = open.workspace.endsWith('.code-workspace') ? 'workspace' : 'folder';
  const query = new URLSearchParams({ tkn: token, [kind]: uriPath(open.workspace), payload: JSON.stringify(payload) });
  // VS Code decodes %20 but not the plus sign that stands for a space. Slashes and colons may stay as they are, for whoever reads it.
  return `http://127.0.0.1:${port}/?${query.toString().replaceAll('+', '%20').replaceAll('%2F', '/').replaceAll('%3A', ':')}`;
}

/**
 * Starts the server and waits until it listens.
 * @throws when it ends early or does not listen within a minute; the message names its log
 */
export async function serveVSCode(options: ServeOptions): Promise<ServedVSCode> {
  const build = await servedBuild();
  const data = await mkdtemp(path.join(tmpdir(), 'gradline-vscode-'));
  const removeData = atExit(() => {
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  });
  await mkdir(path.join(data, 'data/User'), { recursive: true });
  await writeFile(
    path.join(data, 'data/User/settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }),
  );
  await mkdir(path.dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile);

  const token = randomBytes(16).toString('hex');
  const server = spawn(
    build.node,
    // The smoke-test driver: without it a packaged build ignores the payload of the address.
    [
      build.server,
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--connection-token',
      token,
      '--accept-server-license-terms',
      '--server-data-dir',
      data,
      '--enable-smoke-test-driver',
    ],
    // Its sockets go where its data goes, so that none is left; on macOS that path would be longer than a socket's may be.
    {
      env: { ...process.env, ...(process.platform === 'linux' ? { TMPDIR: data } : {}), ...options.environment },
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const kill = atExit(() => {
    killTree(server);
  });
  const stop = () => {
    kill();
    removeData();
    log.end();
  };

  try {
    const port = await new Promise<string>((resolve, reject) => {
      const fail = (how: string) => {
        reject(new Error(`The served VS Code ${how}. Its log: ${options.logFile}`));
      };
      const timer = setTimeout(() => {
        fail(`did not listen within ${startLimitMs / 1000} s`);
      }, startLimitMs);
      let output = '';
      const read = (chunk: Buffer) => {
        log.write(chunk);
        if (output === 'listening') return;
        output += chunk.toString();
        const listening = /Extension host agent listening on (\d+)/.exec(output);
        if (!listening?.[1]) return;
        output = 'listening';
        clearTimeout(timer);
        resolve(listening[1]);
      };
      server.stdout.on('data', read);
      server.stderr.on('data', read);
      server.on('error', (error) => {
        fail(`could not be started: ${error.message}`);
      });
      server.on('exit', (code, signal) => {
        fail(`ended at once (${signal ?? `status ${code ?? '?'}`})`);
      });
    });
    return { address: (open) => makeAddress(port, token, open), stop };
  } catch (error) {
    stop();
    throw error;
  }
}
