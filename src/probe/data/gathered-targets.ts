/** Gathers the targets of small batches, one of which tells little, until there are enough of them to judge. */

import type { RawDataFacts } from '../protocol/result';
import type { Values } from '../tfjs/tensor-values';
import { factsOfTargets } from './tensor-facts';

/** Of fewer rows, the share that a head cannot reach is a matter of luck. Chosen: a batch of 16 is judged alone. */
const enoughRows = 16;

export class GatheredTargets {
  readonly #values: number[] = [];
  #rows = 0;

  /** @param facts about the first batch */
  constructor(private readonly facts: RawDataFacts) {}

  /**
   * @param values of a batch's targets, row by row
   * @returns the facts with the numbers of all targets so far, once these are enough; undefined otherwise
   */
  add(values: Values, rows: number): RawDataFacts | undefined {
    const [first, ...others] = this.facts.targets;
    if ((first as unknown) === undefined || others.length > 0) return undefined;
    if (first.rows >= enoughRows || this.#rows >= enoughRows || values.length !== rows * first.columns)
      return undefined;
    this.#values.push(...values);
    this.#rows += rows;
    if (this.#rows < enoughRows) return undefined;
    const numbers = factsOfTargets(Float32Array.from(this.#values), first.columns);
    return { ...this.facts, targets: [{ ...first, ...numbers }] };
  }
}
