/** Computes the statistics that reports and rules use; each says what it does with NaN and infinities. */

/** The middle of the numbers that are not NaN, infinities included; NaN if there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  if (sorted.length === 0) return Number.NaN;
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The sum divided by the count; NaN for no values, or if any value is NaN. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Median of the finite values; NaN if there are none. */
export function medianOfFinite(values: readonly number[]): number {
  return median(values.filter(Number.isFinite));
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

/** L2 norm: root of the sum of squares; NaN if any value is NaN. */
export function norm(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, v) => sum + v * v, 0));
}
