/** Recognizes a loss function by the number that it gives: it is the one that a known loss would give. */

import type { Tensor } from '../tfjs/internals';
import { valuesOf, type Values } from '../tfjs/tensor-values';
import type { KnownLoss, LossKind } from './known-losses';

/** Small numbers that keep a logarithm from 0, and float32, change a loss by less. */
const tolerance = 1e-3;
/** Outputs at most that are looked at. */
const mostValues = 100_000;
const epsilon = 1e-7;

type Formula = (targets: Values, outputs: Values, rows: number) => number;

const log = (probability: number): number => Math.log(Math.max(epsilon, probability));

function mean(targets: Values, term: (at: number) => number, count: number): number {
  let sum = 0;
  for (let at = 0; at < targets.length; at++) sum += term(at);
  return sum / count;
}

const formulas: readonly (readonly [LossKind, Formula])[] = [
  ['squared', (y, p) => mean(y, (at) => (y[at] - p[at]) ** 2, y.length)],
  ['absolute', (y, p) => mean(y, (at) => Math.abs(y[at] - p[at]), y.length)],
  ['binary', (y, p) => mean(y, (at) => -y[at] * log(p[at]) - (1 - y[at]) * log(1 - p[at]), y.length)],
  ['categorical', (y, p, rows) => (y.length > rows ? mean(y, (at) => -y[at] * log(p[at]), rows) : NaN)],
];

/**
 * @param value what the function gave for these targets and outputs
 * @returns the loss without a name of its own; undefined where no known one gives this number
 */
export function lossByValue(targets: Tensor, outputs: Tensor, value: number): KnownLoss | undefined {
  if (targets.size !== outputs.size || outputs.size > mostValues || !(Math.abs(value) > epsilon)) return undefined;
  const [y, p] = [valuesOf(targets), valuesOf(outputs)];
  if (!y || !p) return undefined;
  const found = formulas.find(
    ([, formula]) => Math.abs(formula(y, p, outputs.shape[0] ?? 1) - value) <= tolerance * Math.abs(value),
  );
  return found && { kind: found[0], takesLogits: false };
}

/** What keeps the divisor of a percentage error from 0: Keras and tfjs take 1e-7. */
const leastDivisors = [1e-9, 1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3];

/**
 * The share of targets that are 0, where the loss is the mean of errors divided by their targets, as a fraction or in
 * percent, and some small number stands in for targets of 0; undefined for any other loss.
 */
export function zerosOfPercentage(targets: Tensor, outputs: Tensor, value: number): number | undefined {
  if (targets.size !== outputs.size || outputs.size > mostValues || !(value > 1 && value < Infinity)) return undefined;
  const [y, p] = [valuesOf(targets), valuesOf(outputs)];
  if (!y || !p) return undefined;
  const zeros = Array.from(y).filter((one) => one === 0).length;
  const isOne = leastDivisors.some((least) => {
    const fraction = mean(y, (at) => Math.abs(y[at] - p[at]) / Math.max(least, Math.abs(y[at])), y.length);
    return [1, 100].some((scale) => Math.abs(scale * fraction - value) <= tolerance * value);
  });
  return isOne && zeros > 0 ? zeros / y.length : undefined;
}
