/** The time that the module, or one function of it, may take before the probe goes on to the next: some never end. */

import type { LoopLimits } from '../sandbox/loop-limits';
import type { SeedRun } from '../seed/seed-run';
import { now } from '../time/clock';

/** The part of the seed's remaining time that one of them may take without a step of training. */
const largestShare = 0.4;
/** The part of that which its loops may take; the code behind them needs time, too. */
const loopShare = 0.6;
/** So many loops may be ended before the share is used up. */
const endedLoops = 3;

export class TimeShare implements LoopLimits {
  readonly extensionMs: number;
  readonly last: number;
  readonly #start = now();
  readonly #lengthMs: number;
  #until: number;

  constructor(private readonly seedRun: SeedRun) {
    const { deadline } = seedRun.options;
    this.last = deadline;
    this.#lengthMs = (deadline - this.#start) * largestShare;
    this.#until = this.#start + this.#lengthMs * loopShare;
    this.extensionMs = (this.#lengthMs * (1 - loopShare)) / endedLoops;
  }

  /** Each training step gives loops their whole time anew. */
  get until(): number {
    return Math.max(this.#until, this.seedRun.lastStep + this.#lengthMs * loopShare);
  }

  set until(time: number) {
    this.#until = time;
  }

  /** Milliseconds since the start, or since the last training step. */
  get idleMs(): number {
    return now() - Math.max(this.#start, this.seedRun.lastStep);
  }

  get isUsedUp(): boolean {
    return this.idleMs > this.#lengthMs;
  }
}
