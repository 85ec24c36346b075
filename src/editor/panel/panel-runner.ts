/**
 * Runs probe jobs in the panel's worker. Every run ends: by its outcome, its time limit, its cancelling, or the panel's
 * closing.
 */

import type { ProbeEvent } from '../../probe/protocol/events';
import type { ProbeJob } from '../../probe/protocol/job';
import type { ProbeOutcome, ProbeRunner } from '../../probe/protocol/runner';
import type { AnswerModel } from '../../probe/protocol/saved-model-messages';
import type { Panel } from './panel';

/**
 * How long after the time limit a run is given up from here. The page ends it before: at the limit, counted from the
 * worker's start.
 */
const graceMs = 22_000;
/** A page that does not listen by then has failed to load. */
const loadLimitMs = 20_000;

const noAnswer: AnswerModel = ({ source }) =>
  Promise.resolve({ status: 'missing', message: `Needs weights from ${source}, which cannot be loaded here.` });

export class PanelRunner implements ProbeRunner {
  #lastId = 0;
  /** Whether the user has closed the panel since the last `prepare`. */
  #wasClosed = false;

  constructor(private readonly panel: Panel) {
    panel.onDidClose(() => {
      this.#wasClosed = true;
    });
  }

  /**
   * Opens the panel ahead of a run, so that its page loads while the pipeline reads the code. Closing it cancels that
   * run.
   */
  prepare(): void {
    this.#wasClosed = false;
    this.panel.open();
  }

  async run(
    job: ProbeJob,
    listener: (event: ProbeEvent) => void,
    signal: AbortSignal,
    answer?: AnswerModel,
  ): Promise<ProbeOutcome> {
    if (this.#wasClosed) return { status: 'cancelled' };
    this.panel.open();
    if (!(await this.panel.ready(AbortSignal.any([signal, AbortSignal.timeout(loadLimitMs)])))) {
      if (signal.aborted || !this.panel.isOpen) return { status: 'cancelled' };
      return {
        status: 'failed',
        message: 'The Gradient Flow panel did not load. Close it and probe again.',
        stack: [],
      };
    }
    return this.#run(job, listener, signal, answer);
  }

  #run(
    job: ProbeJob,
    listener: (event: ProbeEvent) => void,
    signal: AbortSignal,
    answer: AnswerModel | undefined,
  ): Promise<ProbeOutcome> {
    const id = ++this.#lastId;
    return new Promise((resolve) => {
      const end = (outcome: ProbeOutcome): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        messages.dispose();
        closed.dispose();
        resolve(outcome);
      };
      const cancel = (): void => {
        this.panel.post({ type: 'cancel-run', id });
        end({ status: 'cancelled' });
      };
      const timer = setTimeout(() => {
        this.panel.post({ type: 'cancel-run', id });
        end({ status: 'time-limit', seconds: job.timeLimitMs / 1000 });
      }, job.timeLimitMs + graceMs);
      const messages = this.panel.onMessage((message) => {
        if (message.type === 'probe-event' && message.id === id) listener(message.event);
        if (message.type === 'model-request' && message.id === id) {
          const { number, request } = message;
          void (answer ?? noAnswer)(request).then((answered) => {
            this.panel.post({ type: 'model-answer', id, number, answer: answered });
          });
        }
        if (message.type === 'outcome' && message.id === id) end(message.outcome);
        // VS Code has loaded the page again, as after moving the panel, and the run is lost.
        if (message.type === 'ready') end({ status: 'cancelled' });
      });
      const closed = this.panel.onDidClose(() => {
        end({ status: 'cancelled' });
      });
      signal.addEventListener('abort', cancel);
      if (signal.aborted) cancel();
      else this.panel.post({ type: 'run', id, job });
    });
  }
}
