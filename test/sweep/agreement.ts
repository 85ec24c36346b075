/**
 * How well verdicts agree with the truth: confusion matrix, precision and recall, and the rows with a wrong verdict.
 */

import { isFlagged, type Row } from './rows';

const share = (part: number, whole: number): string => (whole === 0 ? 'none' : (part / whole).toFixed(3));

const column = (count: number): string => String(count).padStart(6);

/** @returns lines to print */
export function agreement(rows: readonly Row[]): string[] {
  const count = (truth: Row['truth'], flagged: boolean): number =>
    rows.filter((row) => row.truth === truth && isFlagged(row) === flagged).length;
  const [hits, misses, alarms, quiet] = [
    count('faulty', true),
    count('faulty', false),
    count('healthy', true),
    count('healthy', false),
  ];
  const wrong = rows.filter(
    (row) => (row.truth === 'faulty' && !isFlagged(row)) || (row.truth === 'healthy' && isFlagged(row)),
  );
  return [
    '                  flagged   quiet',
    `  does not train   ${column(hits)}  ${column(misses)}`,
    `  trains           ${column(alarms)}  ${column(quiet)}`,
    `  between          ${column(count('between', true))}  ${column(count('between', false))}   (counts for neither)`,
    `  precision ${share(hits, hits + alarms)}, recall ${share(hits, hits + misses)}`,
    ...wrong.map((row) => {
      const error = row.truth === 'faulty' ? 'missed' : 'false alarm';
      return `  ${error}: ${row.name} [loss ${row.ratio}, moved ${row.moved}] ${row.findings || 'no finding'}`;
    }),
  ];
}
