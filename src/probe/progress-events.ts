/**
 * Tells the host how far a job is: which code runs, how many steps a model has had, what the first seed has measured.
 */

import type { ProbeEvent } from './protocol/events';
import type { ProbeJob } from './protocol/job';
import type { SeedResult } from './protocol/result';
import { now } from './time/clock';

/** A first seed that takes no longer than this needs no event before its result. */
const firstStepsMs = 120;
/** The least time between two `so-far` events; a model's last step does not wait for it. */
const soFarMs = 1000;
/** For this many models the first seed sends an event as soon as they have their steps. */
const mostFinished = 5;
/** The least time between two `progress` events. */
const progressMs = 50;

export interface SeedEvents {
  /** @param measured how many models have been measured so far */
  progress(step: number, model: string, measured: number): void;
  entered(label: string): void;
}

export class ProgressEvents {
  #lastProgress = -Infinity;

  constructor(
    private readonly job: Pick<ProbeJob, 'seeds' | 'steps'>,
    private readonly send: (event: ProbeEvent) => void,
  ) {}

  /**
   * The events of a seed that starts now.
   * @param resultSoFar gives what the seed has measured
   */
  ofSeed(seedIndex: number, resultSoFar: () => SeedResult): SeedEvents {
    const { seeds, steps } = this.job;
    const start = now();
    let shownModels = 0;
    let lastSoFar = start;
    let finished = 0;
    const isSoFarDue = (step: number): boolean =>
      (step === steps && ++finished <= mostFinished) || now() - lastSoFar > soFarMs;
    return {
      progress: (step, model, measured) => {
        if (seedIndex === 0 && measured > shownModels && now() - start > firstStepsMs) {
          shownModels = measured;
          this.send({ type: 'first-steps', result: resultSoFar() });
        }
        if (seedIndex === 0 && isSoFarDue(step)) {
          this.send({ type: 'so-far', result: resultSoFar() });
          lastSoFar = now();
        }
        if (now() - this.#lastProgress < progressMs) return;
        this.#lastProgress = now();
        this.send({ type: 'progress', seedIndex, seeds: seeds.length, step, steps, model });
      },
      entered: (label) => {
        this.send({ type: 'entered', label });
      },
    };
  }
}
