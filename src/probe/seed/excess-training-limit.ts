/** Ends user code that goes on training measured models, once it is unlikely to make another model. */

import { now } from '../time/clock';
import { StopSignal } from '../time/stop-signal';

/** Calls that cost nothing, as their result is known: how many user code may go on making, and for how long. */
const freeCalls = 2000;
const longestMs = 300;
/** Steps of a hand-written loop that run though nobody measures them: the code between them may make another model. */
const unmeasuredSteps = 20;
/** All limits grow by this factor where a model of the file has not been made yet. */
const factorWhileModelsMissing = 8;

/**
 * A call of user code that trains a measured model: `free` is answered at once, an unmeasured step runs for nothing.
 */
export type ExcessCall = 'free' | 'unmeasured-step';

export class ExcessTrainingLimit {
  #calls: Record<ExcessCall, number> = { free: 0, 'unmeasured-step': 0 };
  #since: number | undefined;

  /** Starts all limits anew, because a step was measured: user code is not done yet. */
  renew(): void {
    this.#calls = { free: 0, 'unmeasured-step': 0 };
    this.#since = undefined;
  }

  /**
   * @param modelsMissing whether a model of the file has not been made yet
   * @throws StopSignal once user code has made too many such calls in a row, or for too long
   */
  spend(call: ExcessCall, modelsMissing: boolean): void {
    this.#since ??= now();
    this.#calls[call]++;
    const factor = modelsMissing ? factorWhileModelsMissing : 1;
    if (
      this.#calls.free > freeCalls * factor ||
      this.#calls['unmeasured-step'] > unmeasuredSteps * factor ||
      now() - this.#since > longestMs * factor
    )
      throw new StopSignal();
  }
}
