/** Limits how long the module, or one function of it, may run before the probe goes on: some never end. */

import type { LoopLimits } from '../sandbox/loop-limits';
import type { SeedRun } from '../seed/seed-run';
import { now } from '../time/clock';

/** The part of the seed's remaining time that the module or a function may take without a step of training. */
const largestShare = 0.4;
/** The part of this share that loops may take; the code behind the loops needs time, too. */
const loopShare = 0.6;
/** The share is used up once the probe has ended this many loops. */
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
