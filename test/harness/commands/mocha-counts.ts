/** Reads from mocha's closing lines how many tests passed, failed and were skipped. */

import { stripVTControlCharacters } from 'node:util';

export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

const closing = /^ {2}(\d+) (passing|failing|pending)\b/;

/** Adds one line of mocha's output to the counts; only mocha's closing lines change them. */
export function countLine(counts: Counts, line: string): Counts {
  const [, number, kind] = closing.exec(stripVTControlCharacters(line)) ?? [];
  const more = Number(number);
  if (kind === 'passing') return { ...counts, passed: counts.passed + more };
  if (kind === 'failing') return { ...counts, failed: counts.failed + more };
  if (kind === 'pending') return { ...counts, skipped: counts.skipped + more };
  return counts;
}

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/** The line that closes a whole run: `12 passed, 0 failed`, and `, 1 skipped` where a test was skipped. */
export function closingLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
