/** Serves a real VS Code on a free port of this machine, with settings of its own. */

import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { servedBuild, type ServedBuild } from '../fetched/served-build';
import { ownPath, spawnOwned, type OwnedChild } from '../processes/owned';
import { quietSettings } from './settings';

const startLimitMs = 60_000;

export interface ServeOptions {
  /** These override the quiet settings. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Variables to add to the environment, which the extension host sees too. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The file for the server's own log. */
  readonly logFile: string;
}

export interface OpenOptions {
  /** A folder, or the file of a workspace with several folders. */
  readonly workspace: string;
  /** The folder of the extension under development. */
  readonly extension: string;
  /** The script of a mocha suite, which VS Code runs as soon as it is up. */
  readonly suite?: string;
  /** A file to open. */
  readonly file?: string;
}

export interface ServedVSCode {
  /** Returns the address that opens VS Code with an extension in a browser. */
  address(open: OpenOptions): string;
  /** Ends all processes of this VS Code and removes its data; safe to call twice. */
  stop(): void;
}

/** Turns a path into the path of a URI: with forward slashes and one in front, so that a drive letter works too. */
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
  // VS Code decodes %20, but not the plus sign that stands for a space. Plain slashes and colons are easier to read.
  const readable = query.toString().replaceAll('+', '%20').replaceAll('%2F', '/').replaceAll('%3A', ':');
  return `http://127.0.0.1:${port}/?${readable}`;
}

function spawnServer(build: ServedBuild, data: string, token: string, options: ServeOptions): OwnedChild {
  const words = [
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
    // Without the smoke-test driver a packaged build ignores the payload of the address.
    '--enable-smoke-test-driver',
  ];
  // On Linux the server's sockets go into its data folder, which is removed; on macOS such a path would be too long.
  const temporary = process.platform === 'linux' ? { TMPDIR: data } : {};
  return spawnOwned(build.node, words, {
    env: { ...process.env, ...temporary, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Resolves to the port as soon as the server says which it listens on; hands each piece of its output to `log`. */
function listeningPort({ child, ended }: OwnedChild, log: (chunk: Buffer) => void): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const fail = (how: string) => {
      clearTimeout(timer);
      reject(new Error(`The served VS Code ${how}.`));
    };
    const timer = setTimeout(() => {
      fail(`did not listen within ${startLimitMs / 1000} s`);
    }, startLimitMs);
    let output = '';
    let port: string | undefined;
    const read = (chunk: Buffer) => {
      log(chunk);
      if (port !== undefined) return;
      output += chunk.toString();
      port = /Extension host agent listening on (\d+)/.exec(output)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(port);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    ended.then(
      (status) => {
        fail(`ended at once (status ${status})`);
      },
      (error: unknown) => {
        fail(`could not be started: ${String(error)}`);
      },
    );
  });
}

/**
 * Starts the server and waits until it listens.
 * @throws when the server ends early or does not listen within a minute; the message names its log
 */
export async function serveVSCode(options: ServeOptions): Promise<ServedVSCode> {
  const build = await servedBuild();
  const data = await mkdtemp(path.join(tmpdir(), 'gradline-vscode-'));
  const removeData = ownPath(data);
  await mkdir(path.join(data, 'data/User'), { recursive: true });
  await writeFile(
    path.join(data, 'data/User/settings.json'),
    JSON.stringify({ ...quietSettings, ...options.settings }),
  );
  await mkdir(path.dirname(options.logFile), { recursive: true });
  const log = createWriteStream(options.logFile);
  const token = randomBytes(16).toString('hex');
  const server = spawnServer(build, data, token, options);
  const stop = () => {
    server.stop();
    removeData();
    log.end();
  };
  try {
    const port = await listeningPort(server, (chunk) => log.write(chunk));
    return { address: (open) => makeAddress(port, token, open), stop };
  } catch (error) {
    stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)} Its log: ${options.logFile}`, {
      cause: error,
    });
  }
}
