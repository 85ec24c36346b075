/** The average that seeds are merged by; the median is in the report room. */

/** The mean; NaN for none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
