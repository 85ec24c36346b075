/**
 * Entry of a worker thread of Node: gives dist/probe.js the globals of a browser's worker, and imports modules from
 * files.
 */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { probeGlobal, setProbeGlobals } from '../../report/probe-globals';

/** The data that the runner starts the thread with. */
export interface ThreadData {
  /** The folder for modules, while the thread imports them. */
  readonly folder: string;
  /** What an earlier thread compiled of dist/probe.js; V8 refuses it if either of the two has changed since. */
  readonly compiled?: Uint8Array;
  /** Whether the thread sends what it has compiled, before it runs user code. */
  readonly sendsCompiled: boolean;
}

/** What a thread sends besides the probe's own events. */
export interface CompiledProbe {
  readonly type: 'compiled';
  readonly code: Uint8Array;
}

const scope = globalThis as Record<string | symbol, unknown>;
const port = parentPort;
if (!port) throw new Error('probe-thread.js is started by Gradline in a worker thread.');

scope.self = globalThis;
scope.postMessage = (message: unknown): void => {
  port.postMessage(message);
};
// The runner removes the folder once the thread has ended, because the thread may end at any moment.
const { folder, compiled, sendsCompiled } = workerData as ThreadData;
let modules = 0;
// A data: URL would put the whole bundle into every frame of every stack trace.
setProbeGlobals({
  moduleAddress: (code) => {
    const file = path.join(folder, `model-${++modules}.mjs`);
    writeFileSync(file, code);
    const url = pathToFileURL(file).href;
    return {
      url,
      load: () => import(url) as Promise<unknown>,
      release: () => {
        rmSync(file, { force: true });
      },
    };
  },
});

// Without a listener, Node would end the thread.
const unhandled = (reason: unknown): void => {
  probeGlobal('unhandledRejection')?.(reason);
};
process.on('unhandledRejection', unhandled);
process.on('uncaughtException', unhandled);

const filename = path.join(__dirname, 'probe.js');
// `require` would do the same, but compile all of the file in each thread.
const head = '(function (require, __dirname) {';
const probe = new Script(`${head}${readFileSync(filename, 'utf8')}\n})`, {
  filename,
  columnOffset: -head.length,
  cachedData: compiled,
});
const evaluate = probe.runInThisContext() as (require: NodeJS.Require, folder: string) => void;
evaluate(createRequire(__filename), __dirname);
let hasSent = !sendsCompiled;
// The port has kept the messages that arrived until now.
port.on('message', (data: unknown) => {
  if ((data as { type?: unknown }).type === 'run' && !hasSent) {
    hasSent = true;
    port.postMessage({ type: 'compiled', code: probe.createCachedData() } satisfies CompiledProbe);
  }
  (scope.onmessage as ((message: { data: unknown }) => void) | null)?.({ data });
});
