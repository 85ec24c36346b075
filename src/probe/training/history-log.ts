/** Makes the History that user code gets from a training call: the losses and metrics of the steps that ran. */

import { scalarOf } from '../measuring/norms';
import * as tf from '../tfjs/tf';

/** Averages losses and metrics over epochs, as tfjs does. */
export class HistoryLog {
  readonly #epochs: Record<string, number[]> = {};
  #sums: number[] = [];
  #examples = 0;
  #inEpoch = 0;

  constructor(
    readonly labels: readonly string[],
    readonly validates: boolean,
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

  /** @returns one epoch of zeros where no step was run, as user code reads the last epoch */
  result(): tf.History {
    this.#endEpoch();
    if (Object.keys(this.#epochs).length === 0) for (const label of this.labels) this.#epochs[label] = [0];
    const history = new tf.History();
    history.epoch =
      Object.values(this.#epochs)
        .at(0)
        ?.map((_, epoch) => epoch) ?? [];
    history.history = this.#epochs;
    return history;
  }
}
