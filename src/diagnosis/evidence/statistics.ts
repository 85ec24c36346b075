/** The few statistics that the rules need, each saying what it does with missing and non-finite numbers. */

/** Median of the finite values; NaN if there are none. */
export function medianOfFinite(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Geometric mean of the finite positive values; NaN if there are none. */
export function geometricMean(values: readonly number[]): number {
  const positive = values.filter((v) => Number.isFinite(v) && v > 0);
  return Math.exp(positive.reduce((sum, v) => sum + Math.log(v), 0) / positive.length);
}

/** Largest of the finite values; NaN if there are none. */
export function largest(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? Number.NaN : finite.reduce((a, b) => Math.max(a, b));
}

/** Smallest of the finite values; NaN if there are none. */
export function smallest(values: readonly number[]): number {
  const finite = values.filter(Number.isFinite);
  return finite.length === 0 ? Number.NaN : finite.reduce((a, b) => Math.min(a, b));
}

/** Root of the sum of squares. */
export function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
}
