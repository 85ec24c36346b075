/** Watches whether inputs that come again, in a later pass over the data, bring the target that they had before. */

import type { RowsComingAgain } from '../../report/losses';
import type { Values } from '../tfjs/tensor-values';

/** The most different inputs that are remembered. */
const mostInputs = 4096;
/** With fewer inputs that come again it is a matter of luck which targets they bring. */
const leastAgain = 64;
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
  #isAmbiguous = false;

  /** @returns a key of the whole example */
  add(inputs: readonly Values[], target: Values): string {
    const [input, answer] = [inputs.map(keyOf).join(), keyOf(target)];
    const inBatch = this.#batch.get(input);
    // Where inputs of one batch differ in nothing but their targets, the inputs do not tell the target.
    if (inBatch !== undefined && inBatch !== answer) this.#isAmbiguous = true;
    this.#batch.set(input, answer);
    const before = this.#targets.get(input);
    if (before !== undefined) {
      this.#again++;
      // A target that never came before is made for the step, such as what another network says by now.
      if (!this.#counts.has(answer)) this.#isAmbiguous = true;
      if (before !== answer) this.#withOther++;
    }
    this.#rows++;
    this.#counts.set(answer, (this.#counts.get(answer) ?? 0) + 1);
    return `${input} ${answer}`;
  }

  endBatch(): void {
    for (const [input, answer] of this.#batch)
      if (this.#targets.size < mostInputs || this.#targets.has(input)) this.#targets.set(input, answer);
    this.#batch.clear();
  }

  /** Undefined where few inputs come again, or inputs do not tell a target even within a batch. */
  get result(): RowsComingAgain | undefined {
    if (this.#again < leastAgain || this.#isAmbiguous) return undefined;
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
