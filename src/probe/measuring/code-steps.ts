/** Counts the steps that the code's own training calls would take with one model, where a run tells. */

import type { StepsOfCode } from '../../report/report';

/** How many steps one training call of user code would take. */
export interface CallLength {
  /** As the code gives it; undefined where tfjs's own default, 1, counts. */
  readonly epochs: unknown;
  readonly initialEpoch?: unknown;
  /** Steps of one epoch; undefined where the probe did not see the end of one. */
  readonly batches: number | undefined;
}

/**
 * Adds up the calls. One call whose length nobody knows, or that other code may repeat, makes the whole sum unknown.
 */
export class CodeSteps {
  #isKnown = true;
  #isOpen = false;
  #calls = 0;
  #steps = 0;
  #ofLoop = 0;
  /** The longest call. */
  #longest: Omit<StepsOfCode, 'steps' | 'calls'> = { epochs: 0, batches: 0, isDefault: false };

  add(call: CallLength): void {
    const { batches } = call;
    const epochs = epochsOf(call);
    if (epochs === undefined || batches === undefined) {
      this.forget();
      return;
    }
    if (epochs * batches >= this.#longest.epochs * this.#longest.batches)
      this.#longest = { epochs, batches, isDefault: call.epochs === undefined };
    this.#isOpen = true;
    this.#calls++;
    this.#steps += epochs * batches;
  }

  /** A further call on data of the same size, which the probe does not look at. */
  repeat(call: Omit<CallLength, 'batches'>): void {
    this.add({ ...call, batches: this.#calls > 0 ? this.#longest.batches : undefined });
  }

  /** A step of a hand-written loop. */
  addOfLoop(): void {
    this.#isOpen = true;
    this.#ofLoop++;
  }

  forget(): void {
    this.#isKnown = false;
  }

  /** @param isWhole whether the piece of user code that made the calls has ended by itself */
  endPiece(isWhole: boolean): void {
    if (this.#isOpen && !isWhole) this.forget();
    this.#isOpen = false;
  }

  /** @returns undefined where the run does not tell, or the code trains both by calls and by a loop */
  get sum(): StepsOfCode | undefined {
    if (!this.#isKnown || this.#calls > 0 === this.#ofLoop > 0) return undefined;
    return this.#calls > 0
      ? { steps: this.#steps, calls: this.#calls, ...this.#longest }
      : { steps: this.#ofLoop, calls: 0, epochs: 1, batches: this.#ofLoop, isDefault: false };
  }
}

/** @returns undefined where the call does not tell */
export function stepsOfCall(call: CallLength): number | undefined {
  const epochs = epochsOf(call);
  return epochs === undefined || call.batches === undefined ? undefined : epochs * call.batches;
}

function epochsOf({ epochs = 1, initialEpoch = 0 }: CallLength): number | undefined {
  return isCount(epochs) && isCount(initialEpoch) ? Math.max(0, epochs - initialEpoch) : undefined;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}
