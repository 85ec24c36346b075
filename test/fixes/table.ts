/** Sums up searches for fixes by kind of fault. */

import { median } from '../../src/report/statistics';
import type { SearchRow } from './search-file';

/** A searched model and the codes of its faults. */
interface Searched {
  readonly row: SearchRow;
  readonly codes: readonly string[];
}

/** @returns the lines of a Markdown table; a model with several faults counts in several of its rows */
export function tableOfFaults(all: readonly Searched[]): string[] {
  const codes = [...new Set(all.flatMap((one) => one.codes))].sort();
  return [
    '| kind of fault | models | with a proven fix | candidates tried, median | seconds, median |',
    '| --- | --- | --- | --- | --- |',
    ...codes.map((code) => {
      const searches = all.filter((one) => one.codes.includes(code)).map(({ row }) => row.search);
      const proven = searches.filter((search) => search.proven.length > 0).length;
      const tried = median(searches.map((search) => search.proven.length + search.tried.length));
      const seconds = median(searches.map(({ durationMs }) => durationMs / 1000));
      return `| ${code} | ${searches.length} | ${proven} | ${tried} | ${seconds.toFixed(0)} |`;
    }),
  ];
}
