/** Runs probe jobs in workers of the webview: a fresh worker for every job, with a spare one started ahead. */

import type { ProbeEvent } from '../../src/probe/protocol/events';
import type { ProbeJob } from '../../src/probe/protocol/job';
import type { ProbeOutcome, ProbeRunner } from '../../src/probe/protocol/runner';
import type { AnswerModel } from '../../src/probe/protocol/saved-model-messages';
import { fetchProbeImage, type ProbeFiles, type ProbeImage } from './probe-image';
import { isProbeEvent, type StartedWorker, WorkerRun } from './worker-run';

/**
 * The webview's `ProbeRunner`. Runs are independent; a caller that wants one at a time aborts the older by its signal.
 */
export class WorkerHost implements ProbeRunner {
  private image: Promise<ProbeImage> | undefined;
  private spare: StartedWorker | undefined;

  constructor(private readonly files: ProbeFiles) {}

  /** Loads the probe and starts a spare worker, so that the next job need not wait for either. Never rejects. */
  async warmUp(): Promise<void> {
    try {
      const image = await this.load();
      this.spare ??= this.start(image);
    } catch {
      // The next job loads the probe again and reports the failure.
    }
  }

  async run(
    job: ProbeJob,
    listener: (event: ProbeEvent) => void,
    signal: AbortSignal,
    answer?: AnswerModel,
  ): Promise<ProbeOutcome> {
    const outcome = await this.runOnce(job, listener, signal, answer);
    // The spare worker starts only now, because beside a running job it would take its processor time.
    void this.warmUp();
    return outcome;
  }

  private runOnce(
    job: ProbeJob,
    listener: (event: ProbeEvent) => void,
    signal: AbortSignal,
    answer: AnswerModel | undefined,
  ): Promise<ProbeOutcome> {
    const run = new WorkerRun(job, listener, signal, answer);
    this.load().then(
      (image) => {
        if (run.hasEnded) return;
        const started = this.spare ?? this.start(image);
        this.spare = undefined;
        run.begin(started);
      },
      (reason: unknown) => {
        run.fail(reason instanceof Error ? reason.message : String(reason));
      },
    );
    return run.outcome;
  }

  private start(image: ProbeImage): StartedWorker {
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
      // An unused spare has died. The next job starts its own worker and reports the error if it recurs.
      event.preventDefault();
      if (this.spare?.worker === worker) this.spare = undefined;
    };
    worker.postMessage({ type: 'init', wasm: image.wasm });
    return { worker, ready };
  }

  /** The probe's files, fetched once; after a failure the next call tries again. */
  private load(): Promise<ProbeImage> {
    this.image ??= fetchProbeImage(this.files).catch((reason: unknown) => {
      this.image = undefined;
      throw reason;
    });
    return this.image;
  }
}
