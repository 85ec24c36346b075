/**
 * Gathers statistics of a layer's outputs: mean, deviation, units that are zero for every example, saturated outputs.
 */

import type { Tensor } from '../tfjs/internals';
import { valuesOf } from '../tfjs/tensor-values';

/** The last sampled steps, this many, decide which units are zero, because units die late in a run. */
const window = 4;
/** How near to an end of the activation's range an output counts as saturated. */
const margin = 0.01;

/**
 * Most values that mean, deviation and saturation are taken from: a larger output gives every n-th row. Zero units see
 * all.
 */
const sampleSize = 32_768;

const ranges: Readonly<Partial<Record<string, readonly [low: number, high: number]>>> = {
  sigmoid: [0, 1],
  hardSigmoid: [0, 1],
  softmax: [0, 1],
  tanh: [-1, 1],
  softsign: [-1, 1],
};

interface Sample {
  count: number;
  sum: number;
  squares: number;
  saturated: number;
  /** 1 for each unit that was not zero for at least one example. */
  readonly alive: Uint8Array;
}

/** Gathers a layer's outputs over the sampled steps of one run. */
export class ForwardStatistics {
  readonly #samples: Sample[] = [];
  readonly #low: number;
  readonly #high: number;

  constructor(activation: string | null) {
    const range = activation === null ? undefined : ranges[activation];
    this.#low = range ? range[0] + margin : -Infinity;
    this.#high = range ? range[1] - margin : Infinity;
  }

  /** Begins the sample of a step; a layer that is called several times in it adds to the same sample. */
  startStep(): void {
    if (this.#samples.at(-1)?.count !== 0)
      this.#samples.push({ count: 0, sum: 0, squares: 0, saturated: 0, alive: new Uint8Array(0) });
    if (this.#samples.length > window) this.#samples.shift();
  }

  /** @returns whether the sampled values hold no NaN */
  add(output: Tensor): boolean {
    const values = valuesOf(output);
    const last = this.#samples.at(-1);
    if (!values || !last) return true;
    const units = output.shape.at(-1) ?? 1;
    const sample = last.alive.length === units ? last : { ...last, alive: new Uint8Array(units) };
    this.#samples[this.#samples.length - 1] = sample;
    const { alive } = sample;
    const low = this.#low;
    const high = this.#high;
    const rows = values.length / Math.max(units, 1);
    // Odd, so that the pixels taken from an image do not all lie in one column.
    const stride = values.length > sampleSize ? Math.floor(values.length / sampleSize) | 1 : 1;
    let sum = 0;
    let squares = 0;
    let saturated = 0;
    let taken = 0;
    for (let row = 0; row < rows; row += stride, taken += units) {
      for (let unit = 0, at = row * units; unit < units; unit++, at++) {
        const value = values[at];
        sum += value;
        squares += value * value;
        // NaN is not equal to zero, so that a broken unit does not count as dead.
        if (value !== 0) alive[unit] = 1;
        if (value < low || value > high) saturated++;
      }
    }
    if (stride > 1) findAlive(values, alive);
    sample.count += taken;
    sample.sum += sum;
    sample.squares += squares;
    sample.saturated += saturated;
    return !Number.isNaN(sum);
  }

  /** @returns `zeroUnits` and `saturated` as fractions; NaN and 0 where nothing was sampled */
  result(): { mean: number; std: number; zeroUnits: number; saturated: number } {
    const last = this.#samples.findLast((sample) => sample.count > 0);
    if (!last) return { mean: NaN, std: NaN, zeroUnits: 0, saturated: 0 };
    const mean = last.sum / last.count;
    const units = last.alive.length;
    const seen = this.#samples.filter((sample) => sample.alive.length === units);
    let zero = 0;
    for (let unit = 0; unit < units; unit++) if (seen.every((sample) => sample.alive[unit] === 0)) zero++;
    const variance = last.squares / last.count - mean * mean;
    return {
      mean,
      std: Number.isNaN(variance) ? NaN : Math.sqrt(Math.max(0, variance)),
      zeroUnits: units === 0 ? 0 : zero / units,
      saturated: last.saturated / last.count,
    };
  }
}

/** Searches all rows for a value that is not zero, for each unit that has none so far. */
function findAlive(values: ArrayLike<number>, alive: Uint8Array): void {
  const units = alive.length;
  for (let unit = 0; unit < units; unit++) {
    for (let at = unit; alive[unit] === 0 && at < values.length; at += units) if (values[at] !== 0) alive[unit] = 1;
  }
}
