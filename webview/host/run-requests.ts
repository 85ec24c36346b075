/** Carries out the extension's run requests: every run has one outcome, and a newer run cancels the older. */

import type { ProbeEvent } from '../../src/probe/protocol/events';
import type { ProbeJob } from '../../src/probe/protocol/job';
import type { ProbeRunner } from '../../src/probe/protocol/runner';
import type { AnswerModel, ModelAnswer } from '../../src/probe/protocol/saved-model-messages';
import type { FromWebview } from '../protocol/messages';

interface Run {
  readonly controller: AbortController;
  /** Requests for saved models that the extension has not answered yet, by number. */
  readonly open: Map<number, (answer: ModelAnswer) => void>;
}

export class RunRequests {
  private readonly running = new Map<number, Run>();

  constructor(
    private readonly runner: ProbeRunner,
    private readonly post: (message: FromWebview) => void,
  ) {}

  run(id: number, job: ProbeJob): void {
    for (const { controller } of this.running.values()) controller.abort();
    const run: Run = { controller: new AbortController(), open: new Map() };
    this.running.set(id, run);
    const listener = (event: ProbeEvent): void => {
      this.post({ type: 'probe-event', id, event });
    };
    let last = 0;
    const answer: AnswerModel = (request) =>
      new Promise((resolve) => {
        const number = ++last;
        run.open.set(number, resolve);
        this.post({ type: 'model-request', id, number, request });
      });
    void this.runner.run(job, listener, run.controller.signal, answer).then((outcome) => {
      this.running.delete(id);
      this.post({ type: 'outcome', id, outcome });
    });
  }

  /** Passes the extension's answer to the run that asked; does nothing if that run has ended. */
  answer(id: number, number: number, answer: ModelAnswer): void {
    const run = this.running.get(id);
    run?.open.get(number)?.(answer);
    run?.open.delete(number);
  }

  /** Cancels the run of that id, unless it has ended. */
  cancel(id: number): void {
    this.running.get(id)?.controller.abort();
  }
}
