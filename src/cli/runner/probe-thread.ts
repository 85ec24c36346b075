/**
 * Entry of a worker thread of Node: gives dist/probe.js the globals of a browser's worker, and imports modules from
 * files.
 */

import { rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { probeGlobal, setProbeGlobals } from '../../report/probe-globals';

/** The data that the runner starts the thread with. */
export interface ThreadData {
  /** The folder for modules, while the thread imports them. */
  readonly folder: string;
}

const scope = globalThis as Record<string | symbol, unknown>;
const port = parentPort;
if (!port) throw new Error('probe-thread.js is started by Gradline in a worker thread.');

scope.self = globalThis;
scope.postMessage = (message: unknown): void => {
  port.postMessage(message);
};
// The runner removes the folder once the thread has ended, because the thread may end at any moment.
const { folder } = workerData as ThreadData;
let modules = 0;
// A data: URL would put the whole bundle into every frame of every stack trace.
setProbeGlobals({
  moduleAddress: (code) => {
    const file = path.join(folder, `model-${++modules}.mjs`);
    writeFileSync(file, code);
    return {
      url: pathToFileURL(file).href,
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

createRequire(__filename)('./probe.js');
// The port has kept the messages that arrived until now.
port.on('message', (data: unknown) => {
  (scope.onmessage as ((message: { data: unknown }) => void) | null)?.({ data });
});
