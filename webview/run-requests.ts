/** Answers the extension's run requests: every run settles with one outcome, and a newer run ends the older. */

import type { ProbeEvent, ProbeJob, ProbeRunner } from '../src/probe/job';
import type { FromWebview } from './protocol';

export class RunRequests {
  private readonly running = new Map<number, AbortController>();

  constructor(
    private readonly runner: ProbeRunner,
    private readonly post: (message: FromWebview) => void,
  ) {}

  run(id: number, job: ProbeJob): void {
    for (const older of this.running.values()) older.abort();
    const controller = new AbortController();
    this.running.set(id, controller);
    const listener = (event: ProbeEvent): void => {
      this.post({ type: 'probe-event', id, event });
    };
    void this.runner.run(job, listener, controller.signal).then((outcome) => {
      this.running.delete(id);
      this.post({ type: 'outcome', id, outcome });
    });
  }

  /** Ends the run of that id; one that has settled already is left alone. */
  cancel(id: number): void {
    this.running.get(id)?.abort();
  }
}
