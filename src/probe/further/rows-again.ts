/** Watches whether inputs that come again, in a later pass over the data, bring the target that they had before. */

import type { RowsComingAgain } from '../../report/losses';
import type { BatchRows, Rows } from '../losses/rows';
import type { Values } from '../tfjs/tensor-values';

/** The most different inputs that are remembered. */
const mostInputs = 4096;
/** With fewer inputs that come again it is a matter of luck which targets they bring. */
const leastAgain = 64;
/** Of rows of data few are equal in all columns but the target. Chosen. */
const mostAmbiguous = 0.1;
/**
 * Of the targets that inputs bring instead of their own, few come for the first time: the rest of the first pass.
 * Chosen.
 */
const mostNew = 0.5;
/** The most numbers of a row that tell it apart, spread evenly over it. */
const mostNumbers = 512;

export class RowsAgain {
  /** The key of the target that each input had when it came last, by the key of the input. */
  readonly #targets = new Map<string, string>();
  /** The same for the batch under way. */
  readonly #batch = new Map<string, string>();
  /** How often each target has come. */
  readonly #counts = new Map<string, number>();
  #rows = 0;
  #again = 0;
  #withOther = 0;
  /** How many inputs came again with a target that never came before. */
  #withNew = 0;
  /** How many inputs came more than once in a batch, with different targets. */
  #ambiguous = 0;

  /** @param each is called with a key of each whole example, and with its parts */
  addBatch(
    { inputs, targets, count }: BatchRows,
    each?: (key: string, inputs: readonly Values[], target: Values) => void,
  ): void {
    const rowOf = ({ values, width }: Rows, row: number): Values => values.subarray(row * width, (row + 1) * width);
    for (let row = 0; row < count; row++) {
      const given = inputs.map((input) => rowOf(input, row));
      const target = rowOf(targets, row);
      const key = this.#add(given, target);
      each?.(key, given, target);
    }
    this.#endBatch();
  }

  #add(inputs: readonly Values[], target: Values): string {
    const [input, answer] = [inputs.map(keyOf).join(), keyOf(target)];
    const inBatch = this.#batch.get(input);
    if (inBatch !== undefined && inBatch !== answer) this.#ambiguous++;
    this.#batch.set(input, answer);
    const before = this.#targets.get(input);
    if (before !== undefined) {
      this.#again++;
      if (!this.#counts.has(answer)) this.#withNew++;
      if (before !== answer) this.#withOther++;
    }
    this.#rows++;
    this.#counts.set(answer, (this.#counts.get(answer) ?? 0) + 1);
    return `${input} ${answer}`;
  }

  #endBatch(): void {
    for (const [input, answer] of this.#batch)
      if (this.#targets.size < mostInputs || this.#targets.has(input)) this.#targets.set(input, answer);
    this.#batch.clear();
  }

  /**
   * Undefined where few inputs come again; where inputs do not tell a target even within a batch, since they differ in
   * nothing but their targets; and where targets are made for the step, such as what another network says by now.
   */
  get result(): RowsComingAgain | undefined {
    const areTold = this.#ambiguous <= mostAmbiguous * this.#rows;
    const areGiven = this.#withNew <= mostNew * this.#withOther;
    if (this.#again < leastAgain || !areTold || !areGiven) return undefined;
    const squares = [...this.#counts.values()].reduce((sum, count) => sum + (count / this.#rows) ** 2, 0);
    return { rows: this.#again, withOther: this.#withOther / this.#again, byChance: 1 - squares };
  }
}

const bits = new DataView(new ArrayBuffer(4));

/** Tells rows of numbers apart by two hashes of their float32 bits (FNV-1a, with two different starts). */
function keyOf(row: Values): string {
  const step = Math.max(1, row.length / mostNumbers);
  let [one, other] = [0x811c9dc5, 0x9e3779b9];
  for (let at = 0; at < row.length; at += step) {
    bits.setFloat32(0, row[Math.floor(at)]);
    const number = bits.getUint32(0);
    one = Math.imul(one ^ number, 0x01000193);
    other = Math.imul((other ^ number) + (other >>> 15), 0x85ebca6b);
  }
  return `${one}:${other}`;
}
