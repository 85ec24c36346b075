/** Runs probe jobs in blob workers of the webview: a fresh worker for every job, a spare one started ahead. */

import type { ProbeEvent } from '../../src/probe/protocol/events';
import type { ProbeJob } from '../../src/probe/protocol/job';
import type { ProbeOutcome, ProbeRunner } from '../../src/probe/protocol/runner';
import type { AnswerModel, ModelAnswer, ModelRequest } from '../../src/probe/protocol/saved-model-messages';

/** Where the extension's own files lie, as URIs that the webview may fetch. */
export interface ProbeFiles {
  readonly probe: string;
  readonly wasm: string;
}

/** What every worker starts from. */
interface ProbeImage {
  /** Blob URL of dist/probe.js. */
  readonly script: string;
  readonly wasm: ArrayBuffer;
}

/** A worker with the state of its start; the time limit of a job begins only when the worker is ready. */
interface Started {
  readonly worker: Worker;
  readonly ready: Promise<void>;
}

/** A worker that has not loaded the probe by then never will. */
const startLimitMs = 20_000;

const eventTypes: Readonly<Record<ProbeEvent['type'], true>> = {
  ready: true,
  progress: true,
  entered: true,
  'first-steps': true,
  seed: true,
  log: true,
  done: true,
  failed: true,
};

/** User code shares the worker's global scope and may post whatever it likes; only what looks like an event is taken for one. */
function isProbeEvent(data: unknown): data is ProbeEvent {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    typeof data.type === 'string' &&
    Object.hasOwn(eventTypes, data.type)
  );
}

/** The webview's `ProbeRunner`. Runs are independent of each other; who wants one at a time ends the older by its signal. */
export class WorkerHost implements ProbeRunner {
  private image: Promise<ProbeImage> | undefined;
  private spare: Started | undefined;

  constructor(private readonly files: ProbeFiles) {}

  /** Loads the probe and starts a worker, so that the first job need not wait for either. A failure is kept for the job to meet. */
  async warmUp(): Promise<void> {
    try {
      const image = await this.load();
      this.spare ??= this.start(image);
    } catch {
      // The next job loads again and reports what is wrong.
    }
  }

  async run(
    job: ProbeJob,
    listener: (event: ProbeEvent) => void,
    signal: AbortSignal,
    answer?: AnswerModel,
  ): Promise<ProbeOutcome> {
    const outcome = await this.runOnce(job, listener, signal, answer);
    // Only now: a worker that starts up beside a running job would take its processor time.
    void this.warmUp();
    return outcome;
  }

  private runOnce(
    job: ProbeJob,
    listener: (event: ProbeEvent) => void,
    signal: AbortSignal,
    answer: AnswerModel | undefined,
  ): Promise<ProbeOutcome> {
    return new Promise((resolve) => {
      let worker: Worker | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      let settled = false;
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data: { id, request } }: MessageEvent<{ id: number; request: ModelRequest }>) => {
        void answer?.(request).then((answered: ModelAnswer) => {
          if (!settled) port1.postMessage({ id, answer: answered });
        });
      };
      const settle = (outcome: ProbeOutcome): void => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        port1.close();
        worker?.terminate();
        resolve(outcome);
      };
      const fail = (message: string): void => {
        settle({ status: 'failed', message, stack: [] });
      };
      const cancel = (): void => {
        settle({ status: 'cancelled' });
      };
      if (signal.aborted) {
        cancel();
        return;
      }
      signal.addEventListener('abort', cancel);

      const receive = ({ data }: MessageEvent<unknown>): void => {
        if (settled || !isProbeEvent(data) || data.type === 'ready') return;
        listener(data);
        if (data.type === 'done') settle({ status: 'done' });
        if (data.type === 'failed') settle({ status: 'failed', message: data.message, stack: data.stack });
      };
      const begin = (image: ProbeImage): void => {
        if (settled) return;
        const started = this.spare ?? this.start(image);
        this.spare = undefined;
        worker = started.worker;
        timer = setTimeout(() => {
          fail(`The worker of the probe did not start within ${startLimitMs / 1000} seconds.`);
        }, startLimitMs);
        void started.ready.then(() => {
          if (settled) return;
          // The limit is for the user's code, not for loading tfjs on a busy machine.
          clearTimeout(timer);
          timer = setTimeout(() => {
            settle({ status: 'time-limit', seconds: job.timeLimitMs / 1000 });
          }, job.timeLimitMs);
        });
        worker.addEventListener('message', receive);
        worker.onmessageerror = () => {
          fail('The probe sent something that cannot be read.');
        };
        worker.onerror = (event) => {
          event.preventDefault();
          fail(event.message || 'The worker of the probe could not be started.');
        };
        if (answer) worker.postMessage({ type: 'run', job, models: port2 }, [port2]);
        else worker.postMessage({ type: 'run', job });
      };
      this.load().then(begin, (reason: unknown) => {
        fail(reason instanceof Error ? reason.message : String(reason));
      });
    });
  }

  private start(image: ProbeImage): Started {
    const worker = new Worker(image.script);
    const ready = new Promise<void>((resolve) => {
      const listen = ({ data }: MessageEvent<unknown>): void => {
        if (!isProbeEvent(data) || data.type !== 'ready') return;
        worker.removeEventListener('message', listen);
        resolve();
      };
      worker.addEventListener('message', listen);
    });
    worker.onerror = (event) => {
      // A spare that dies while nobody uses it is dropped; the next job starts its own and meets the error itself.
      event.preventDefault();
      if (this.spare?.worker === worker) this.spare = undefined;
    };
    worker.postMessage({ type: 'init', wasm: image.wasm });
    return { worker, ready };
  }

  /** Fetched once; after a failure the next call tries again. */
  private load(): Promise<ProbeImage> {
    this.image ??= this.fetchImage().catch((reason: unknown) => {
      this.image = undefined;
      throw reason;
    });
    return this.image;
  }

  private async fetchImage(): Promise<ProbeImage> {
    // A worker of a webview can only start from a blob, and only blobs are within its reach: hence both are fetched here.
    const [script, wasm] = await Promise.all([fetchFile(this.files.probe), fetchFile(this.files.wasm)]);
    return { script: URL.createObjectURL(new Blob([script], { type: 'text/javascript' })), wasm };
  }
}

async function fetchFile(url: string): Promise<ArrayBuffer> {
  const name = url.split('/').pop() ?? url;
  let response: Response;
  try {
    response = await fetch(url);
  } catch (reason) {
    throw new Error(
      `Gradline's own file ${name} could not be loaded. Reload the window, or reinstall the extension if that does not help.`,
      { cause: reason },
    );
  }
  if (!response.ok)
    throw new Error(`Gradline's own file ${name} could not be loaded (${response.status}). Reinstall the extension.`);
  return response.arrayBuffer();
}
