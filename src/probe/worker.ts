/** Entry of dist/probe.js: receives messages from the host of the worker, runs its one job, and sends what happens. */

import { startBackend, type WasmSource } from './backend/start-backend';
import type { RequestPort } from './user-tfjs/saved-model-requests';
import type { ProbeEvent } from './protocol/events';
import type { ProbeJob } from './protocol/job';
import { runJob } from './run-job';
import { restoreBuiltIns } from './sandbox/built-ins';

/** What a host sends: `init` once, then `run` once. */
export type ToProbe =
  /** The wasm module of tfjs-backend-wasm (with SIMD): its bytes, or where it can be fetched. */
  | { readonly type: 'init'; readonly wasm: ArrayBuffer | string }
  | {
      readonly type: 'run';
      readonly job: ProbeJob;
      /** Asks the host for saved models. */
      readonly models?: RequestPort;
    };

/** What is used of a worker's global scope; in Node the thread's entry provides the same. */
interface WorkerScope {
  postMessage(event: ProbeEvent): void;
  onmessage: ((message: { readonly data: ToProbe }) => void) | null;
}

const scope = globalThis as unknown as WorkerScope;
// Taken before user code can get at it.
const send = scope.postMessage.bind(globalThis);
let wasm: WasmSource = {};
let starting: Promise<unknown> = Promise.resolve();

scope.onmessage = ({ data }) => {
  if (data.type === 'init') {
    wasm = typeof data.wasm === 'string' ? { url: data.wasm } : { bytes: data.wasm };
    // The backend starts while the worker waits for its job. Where it cannot, the job will fail in the same way.
    starting = startBackend('auto', wasm).catch(() => undefined);
    send({ type: 'ready' });
    return;
  }
  const { job, models } = data;
  starting
    .then(() => runJob(job, wasm, send, models))
    .catch((error: unknown) => {
      const replaced = restoreBuiltIns();
      if (replaced.length > 0) {
        send({ type: 'failed', message: `the code replaces ${replaced.join(', ')}`, stack: [] });
        return;
      }
      send({
        type: 'log',
        level: 'error',
        text: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
      send({
        type: 'failed',
        message: error instanceof Error ? `${error.name}: ${error.message}` : String(error),
        stack: [],
      });
    });
};
