/** Runs probes in worker threads of Node, a fresh one for each. */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';

import type { ProbeEvent } from '../../probe/protocol/events';
import type { ProbeJob } from '../../probe/protocol/job';
import type { ProbeOutcome, ProbeRunner } from '../../probe/protocol/runner';
import type { AnswerModel, NumberedAnswer, NumberedRequest } from '../../probe/protocol/saved-model-messages';
import type { CompiledProbe, ThreadData } from './probe-thread';
import { makeScratchFolder } from '../files/scratch-folder';

export interface NodeRunnerOptions {
  /** Where probe-thread.js, probe.js and the wasm module lie. */
  readonly distFolder: string;
}

export interface NodeRunner extends ProbeRunner {
  /** Starts the thread of the next run, so that it has loaded tfjs by then. */
  prepare(): void;
  /** Ends the thread that `prepare` started. */
  dispose(): void;
}

/** JavaScript objects of one probe may take this much memory; beyond it the thread ends, not the process. */
const maximumHeapMb = 4096;
const startLimitMs = 60_000;

/**
 * Forbids `eval` and `new Function` in the threads, as the editor's panel does in its workers: code made from a string
 * could `import('node:fs')`, for which the bundle has a stand-in. V8 reads the flag when a thread starts; threads that
 * run already are not affected.
 */
function forbidCodeFromStrings(): void {
  setFlagsFromString('--disallow-code-generation-from-strings');
}

/** Makes a runner whose threads can neither make code from strings nor outlive their run. */
export function createNodeRunner({ distFolder }: NodeRunnerOptions): NodeRunner {
  let spare: Worker | undefined;
  const compiled = new CompiledByThreads();
  forbidCodeFromStrings();
  const start = (): Worker => {
    const folder = makeScratchFolder();
    const code = compiled.forNextThread();
    const worker = new Worker(path.join(distFolder, 'probe-thread.js'), {
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: maximumHeapMb },
      workerData: { folder: folder.path, ...code } satisfies ThreadData,
    });
    if (code.sendsCompiled) compiled.takeFrom(worker);
    worker.once('exit', () => {
      folder.remove();
    });
    // User code must not print into the output of the command line.
    worker.stdout.resume();
    worker.stderr.resume();
    return worker;
  };
  const discard = (worker: Worker | undefined): void => {
    void worker?.terminate();
  };
  return {
    prepare() {
      if (spare) return;
      const worker = start();
      spare = worker;
      worker.unref();
      worker.once('error', () => {
        if (spare === worker) spare = undefined;
      });
    },
    dispose() {
      discard(spare);
      spare = undefined;
    },
    async run(job, listener, signal, answer) {
      if (signal.aborted) return { status: 'cancelled' };
      let worker: Worker;
      let wasm: ArrayBuffer;
      try {
        const bytes = await readFile(path.join(distFolder, 'tfjs-backend-wasm-simd.wasm'));
        wasm = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
        worker = spare ?? start();
        spare = undefined;
        worker.ref();
      } catch (error) {
        return failed(error instanceof Error ? error.message : String(error));
      }
      return runJob(worker, wasm, job, listener, signal, answer);
    },
  };
}

/**
 * What V8 compiled of dist/probe.js in an earlier thread. A process that runs one probe alone needs none of it: the
 * second thread is the first to send it.
 */
class CompiledByThreads {
  #code: Uint8Array | undefined;
  #threads = 0;

  forNextThread(): Pick<ThreadData, 'compiled' | 'sendsCompiled'> {
    this.#threads++;
    return { compiled: this.#code, sendsCompiled: !this.#code && this.#threads > 1 };
  }

  /** Takes one message of a thread that sends it: only the first comes before user code runs. */
  takeFrom(worker: Worker): void {
    const take = (message: ProbeEvent | CompiledProbe): void => {
      if (message.type !== 'compiled') return;
      worker.off('message', take);
      this.#code = message.code;
    };
    worker.on('message', take);
  }
}

function runJob(
  worker: Worker,
  wasm: ArrayBuffer,
  job: ProbeJob,
  listener: (event: ProbeEvent) => void,
  signal: AbortSignal,
  answer: AnswerModel | undefined,
): Promise<ProbeOutcome> {
  return new Promise((resolve) => {
    let settled = false;
    const { port1, port2 } = new MessageChannel();
    answerModels(port1, answer, () => settled);
    const end = (outcome: ProbeOutcome): void => {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      signal.removeEventListener('abort', cancel);
      port1.close();
      // Until the thread has ended it uses a processor.
      worker.terminate().then(
        () => {
          resolve(outcome);
        },
        () => {
          resolve(outcome);
        },
      );
    };
    const cancel = (): void => {
      end({ status: 'cancelled' });
    };
    let timer = setTimeout(() => {
      end(failed(`The probe's thread did not start within ${startLimitMs / 1000} seconds.`));
    }, startLimitMs);
    signal.addEventListener('abort', cancel);
    if (signal.aborted) cancel();
    worker.on('message', (event: ProbeEvent | CompiledProbe) => {
      if (settled || event.type === 'compiled') return;
      if (event.type === 'ready') {
        // The limit is for the user's code, not for loading tfjs on a busy machine.
        clearTimeout(timer);
        timer = setTimeout(() => {
          end({ status: 'time-limit', seconds: job.timeLimitMs / 1000 });
        }, job.timeLimitMs);
      }
      if (event.type === 'done') end({ status: 'done' });
      else if (event.type === 'failed') end({ status: 'failed', message: event.message, stack: event.stack });
      listener(event);
    });
    watchFailures(worker, (message) => {
      end(failed(message));
    });
    worker.postMessage({ type: 'init', wasm }, [wasm]);
    if (answer) worker.postMessage({ type: 'run', job, models: port2 }, [port2]);
    else worker.postMessage({ type: 'run', job });
  });
}

function failed(message: string): ProbeOutcome {
  return { status: 'failed', message, stack: [] };
}

/** Answers the thread's requests for saved models, until the run is over. */
function answerModels(port: MessagePort, answer: AnswerModel | undefined, isOver: () => boolean): void {
  port.on('message', ({ id, request }: NumberedRequest) => {
    void answer?.(request).then((answered) => {
      const message: NumberedAnswer = { id, answer: answered };
      if (!isOver()) port.postMessage(message);
    });
  });
}

/** Reports how the thread itself failed, apart from its own events. */
function watchFailures(worker: Worker, fail: (message: string) => void): void {
  worker.on('error', (error) => {
    fail(error.message);
  });
  worker.on('messageerror', (error) => {
    fail(`A message of the probe could not be read: ${error.message}`);
  });
  worker.on('exit', (code) => {
    fail(`The probe's thread ended by itself (exit code ${code}).`);
  });
}
