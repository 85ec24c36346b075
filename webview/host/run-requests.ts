/** Answers the extension's run requests: every run settles with one outcome, and a newer run ends the older. */

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

  /** What the extension has to say to a run's request; nothing where that run has settled. */
  answer(id: number, number: number, answer: ModelAnswer): void {
    const run = this.running.get(id);
    run?.open.get(number)?.(answer);
    run?.open.delete(number);
  }

  /** Ends the run of that id; one that has settled already is left alone. */
  cancel(id: number): void {
    this.running.get(id)?.controller.abort();
  }
}
