/** Runs one job in one worker, and ends the worker with the job. */

import type { ProbeEvent } from '../../src/probe/protocol/events';
import type { ProbeJob } from '../../src/probe/protocol/job';
import type { ProbeOutcome } from '../../src/probe/protocol/runner';
import type { AnswerModel, ModelAnswer, ModelRequest } from '../../src/probe/protocol/saved-model-messages';

/** A worker that is starting. The time limit of a job begins when it is ready. */
export interface StartedWorker {
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
  'so-far': true,
  seed: true,
  log: true,
  done: true,
  failed: true,
};

/**
 * User code shares the worker's global scope and may post anything, so the host takes only what has an event's type.
 */
export function isProbeEvent(data: unknown): data is ProbeEvent {
  return (
    typeof data === 'object' &&
    data !== null &&
    'type' in data &&
    typeof data.type === 'string' &&
    Object.hasOwn(eventTypes, data.type)
  );
}

export class WorkerRun {
  /** Resolves once: when the job is done or has failed, at its time limit, or when it is cancelled. */
  readonly outcome: Promise<ProbeOutcome>;
  private resolve: (outcome: ProbeOutcome) => void = () => undefined;
  private ended = false;
  private worker: Worker | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** The channel on which the worker asks for saved models. */
  private readonly models = new MessageChannel();

  /** @param signal cancels the run */
  constructor(
    private readonly job: ProbeJob,
    private readonly listener: (event: ProbeEvent) => void,
    private readonly signal: AbortSignal,
    private readonly answer: AnswerModel | undefined,
  ) {
    this.outcome = new Promise((resolve) => {
      this.resolve = resolve;
    });
    const { port1 } = this.models;
    port1.onmessage = ({ data: { id, request } }: MessageEvent<{ id: number; request: ModelRequest }>) => {
      void answer?.(request).then((answered: ModelAnswer) => {
        if (!this.ended) port1.postMessage({ id, answer: answered });
      });
    };
    if (signal.aborted) this.cancel();
    else signal.addEventListener('abort', this.cancel);
  }

  get hasEnded(): boolean {
    return this.ended;
  }

  begin({ worker, ready }: StartedWorker): void {
    const { job, answer } = this;
    this.worker = worker;
    this.timer = setTimeout(() => {
      this.fail(`The worker of the probe did not start within ${startLimitMs / 1000} seconds.`);
    }, startLimitMs);
    void ready.then(() => {
      this.startTimeLimit();
    });
    worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      this.receive(data);
    });
    worker.onmessageerror = () => {
      this.fail('The probe sent something that cannot be read.');
    };
    worker.onerror = (event) => {
      event.preventDefault();
      this.fail(event.message || 'The worker of the probe could not be started.');
    };
    const { port2 } = this.models;
    if (answer) worker.postMessage({ type: 'run', job, models: port2 }, [port2]);
    else worker.postMessage({ type: 'run', job });
  }

  fail(message: string): void {
    this.end({ status: 'failed', message, stack: [] });
  }

  private readonly cancel = (): void => {
    this.end({ status: 'cancelled' });
  };

  /** The limit is for the user's code, not for loading tfjs on a busy machine. */
  private startTimeLimit(): void {
    if (this.ended) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.end({ status: 'time-limit', seconds: this.job.timeLimitMs / 1000 });
    }, this.job.timeLimitMs);
  }

  private receive(data: unknown): void {
    if (this.ended || !isProbeEvent(data) || data.type === 'ready') return;
    this.listener(data);
    if (data.type === 'done') this.end({ status: 'done' });
    if (data.type === 'failed') this.end({ status: 'failed', message: data.message, stack: data.stack });
  }

  private end(outcome: ProbeOutcome): void {
    if (this.ended) return;
    this.ended = true;
    clearTimeout(this.timer);
    this.signal.removeEventListener('abort', this.cancel);
    this.models.port1.close();
    this.worker?.terminate();
    this.resolve(outcome);
  }
}
