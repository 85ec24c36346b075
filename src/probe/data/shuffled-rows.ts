/** The order in which `fit` takes the rows of the data: a pass over all of them at a time, shuffled. */

import { randomGenerator } from '../tfjs/seeded-random';

/** The rows of one batch: indices into the data, or the consecutive ones from `start` on. */
export type BatchRows = readonly number[] | { readonly start: number; readonly size: number };

/** The numbers from 0 to `count - 1`, in an order that depends on the seed (Fisher-Yates shuffle, as in tfjs). */
export function shuffledRows(count: number, seed: number): number[] {
  const random = randomGenerator(seed);
  const rows = Array.from({ length: count }, (_, row) => row);
  for (let left = count - 1; left > 0; left--) {
    const other = Math.floor(random.uniform() * (left + 1));
    [rows[left], rows[other]] = [rows[other], rows[left]];
  }
  return rows;
}

/**
 * Gives the rows of each batch, without end. The first batch is always the first rows of the data, so that its numbers
 * can be checked against other tools; then come the other rows of the first pass.
 * @param shuffleSeed undefined to take every pass in order
 * @param mixesWhole whether the rows of a single batch that holds all of them are put in another order as well, as tfjs
 *   does it; that matters only to a model whose answer to one row depends on where the others are
 */
export class RowOrder {
  #pass = 0;
  #rows: readonly number[] | undefined;
  #start = 0;

  constructor(
    private readonly examples: number,
    private readonly batchSize: number,
    private readonly shuffleSeed: number | undefined,
    private readonly mixesWhole = false,
  ) {}

  /** The rows of the next batch; the last one of a pass may be smaller. */
  next(): BatchRows {
    const start = this.#start;
    const size = Math.min(this.batchSize, this.examples - start);
    if (start === 0) this.#rows = this.#orderOfPass(this.#pass);
    this.#start = start + size;
    if (this.#start === this.examples) {
      this.#start = 0;
      this.#pass++;
    }
    return this.#rows ? this.#rows.slice(start, start + size) : { start, size };
  }

  /**
   * Undefined where the rows keep the order of the data: without shuffling, and where one batch holds all of them, in
   * the first pass at least.
   */
  #orderOfPass(pass: number): readonly number[] | undefined {
    const { examples, batchSize, shuffleSeed } = this;
    if (shuffleSeed === undefined) return undefined;
    if (batchSize >= examples && !(this.mixesWhole && pass > 0)) return undefined;
    const rows = shuffledRows(examples, shuffleSeed + passStride * pass);
    if (pass > 0) return rows;
    const first = Array.from({ length: batchSize }, (_, row) => row);
    return [...first, ...rows.filter((row) => row >= batchSize)];
  }
}

/** Keeps the orders of one seed's passes apart from those of the next seeds; a prime. */
const passStride = 15485863;
