/**
 * Counts the time that steps take, without what other work of the machine adds: a verdict should not hang on that.
 *
 * A step counts for at most twice the fastest one, so that a stall costs little. Where the machine is busy in every
 * step, the time by the clock ends it all the same.
 */

import { now } from '../time/clock';

/** A step counts for at most this many times the fastest: steps of one model differ little, stalls are far longer. */
const mostTimesFastest = 2;
/** By the clock the steps may take this many times their limit. */
const mostTimesLimit = 3;

export class StepTime {
  readonly #start: number;
  #lastEnd: number;
  #fastestMs = Infinity;
  #spentMs = 0;

  /**
   * @param limitMs the most time, as it is counted here
   * @param clock gives milliseconds and only goes forward
   */
  constructor(
    private readonly limitMs: number,
    private readonly clock = now,
  ) {
    this.#start = this.#lastEnd = clock();
  }

  /** Notes that a step has ended; it began where the one before it ended. */
  add(): void {
    const end = this.clock();
    const took = end - this.#lastEnd;
    this.#lastEnd = end;
    this.#fastestMs = Math.min(this.#fastestMs, took);
    this.#spentMs += Math.min(took, mostTimesFastest * this.#fastestMs);
  }

  /** The share of the limit that is spent, as it is counted here. */
  get spentShare(): number {
    return 1 - this.leftMs / this.limitMs;
  }

  /** Milliseconds that are left, as they are counted here; 0 or less where the time is over. */
  get leftMs(): number {
    const byClock = mostTimesLimit * this.limitMs - (this.clock() - this.#start);
    return Math.min(this.limitMs - this.#spentMs, byClock);
  }
}
