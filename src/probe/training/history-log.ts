/** Makes the History that user code gets from a training call: the losses and metrics of the steps that ran. */

import { scalarOf } from '../measuring/norms';
import * as tf from '../tfjs/tf';

/** A history gets no more epochs than this, however many the code asks for. */
const mostEpochs = 10_000;

/** Averages losses and metrics over epochs, as tfjs does. */
export class HistoryLog {
  readonly #epochs: Record<string, number[]> = {};
  #sums: number[] = [];
  #examples = 0;
  #inEpoch = 0;

  /** @param epochs how many user code asks for, of which it may read each; the probe takes fewer steps */
  constructor(
    readonly labels: readonly string[],
    readonly validates: boolean,
    private readonly epochs = 1,
  ) {}

  /** @param values loss and metrics of a step, as the train function gives them */
  add(values: readonly tf.Tensor[], batchSize: number, stepsPerEpoch: number | undefined): void {
    if (this.#inEpoch === stepsPerEpoch) this.#endEpoch();
    this.labels.forEach((_, i) => {
      this.#sums[i] = (this.#sums[i] ?? 0) + (values.length > i ? scalarOf(values[i]) : NaN) * batchSize;
    });
    this.#examples += batchSize;
    this.#inEpoch++;
  }

  #endEpoch(): void {
    if (this.#inEpoch === 0) return;
    this.labels.forEach((label, i) => {
      (this.#epochs[label] ??= []).push(this.#sums[i] / this.#examples);
      // The probe runs no validation, which has no gradients.
      if (this.validates) (this.#epochs[`val_${label}`] ??= []).push(NaN);
    });
    this.#sums = [];
    this.#examples = 0;
    this.#inEpoch = 0;
  }

  /** @returns epochs of zeros where no step was run; those that the probe did not get to are like the last one */
  result(): tf.History {
    this.#endEpoch();
    if (Object.keys(this.#epochs).length === 0) for (const label of this.labels) this.#epochs[label] = [0];
    for (const values of Object.values(this.#epochs)) {
      const missing = Math.min(this.epochs, mostEpochs) - values.length;
      if (missing > 0) values.push(...new Array<number>(missing).fill(values[values.length - 1]));
    }
    const history = new tf.History();
    history.epoch =
      Object.values(this.#epochs)
        .at(0)
        ?.map((_, epoch) => epoch) ?? [];
    history.history = this.#epochs;
    return history;
  }
}
