/** The averages that seeds are merged by. */

export { median } from '../report/statistics';

/** The mean; NaN for none. */
export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
