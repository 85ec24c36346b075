/** How far verdicts and truth agree: confusion matrix, precision and recall, and the rows that are judged wrongly. */

import { isTold, type Row } from './rows';

const share = (part: number, whole: number): string => (whole === 0 ? 'none' : (part / whole).toFixed(3));

/** @returns lines to print */
export function agreement(rows: readonly Row[]): string[] {
  const count = (truth: Row['truth'], told: boolean): number =>
    rows.filter((row) => row.truth === truth && isTold(row) === told).length;
  const [hits, misses, alarms, quiet] = [
    count('faulty', true),
    count('faulty', false),
    count('healthy', true),
    count('healthy', false),
  ];
  const wrong = rows.filter(
    (row) => (row.truth === 'faulty' && !isTold(row)) || (row.truth === 'healthy' && isTold(row)),
  );
  return [
    '                     told   quiet',
    `  does not train   ${String(hits).padStart(6)}  ${String(misses).padStart(6)}`,
    `  trains           ${String(alarms).padStart(6)}  ${String(quiet).padStart(6)}`,
    `  between          ${String(count('between', true)).padStart(6)}  ${String(count('between', false)).padStart(6)}   (counts for neither)`,
    `  precision ${share(hits, hits + alarms)}, recall ${share(hits, hits + misses)}`,
    ...wrong.map(
      (row) =>
        `  ${row.truth === 'faulty' ? 'missed' : 'false alarm'}: ${row.name} [loss ${row.ratio}, moved ${row.moved}] ${row.findings || 'nothing told'}`,
    ),
  ];
}
