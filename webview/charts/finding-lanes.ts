/** Places findings above a chart: one lane for each code, with the stretches of layers that it names. */

import { verdictWord } from '../../src/report/badge';
import type { Finding, FindingCode, Severity } from '../../src/report/finding';
import { compareByWeight } from '../facts/layer-facts';

/** Layers from `first` to `last`, both included. */
export interface Stretch {
  readonly first: number;
  readonly last: number;
}

export interface FindingLane {
  readonly code: FindingCode;
  /** The verdict in sign and word. */
  readonly text: string;
  readonly severity: Severity;
  readonly stretches: readonly Stretch[];
}

/** The lanes, the worst first, at most `most` of them; the list above the chart has all findings. */
export function findingLanes(findings: readonly Finding[], most: number): FindingLane[] {
  const byCode = new Map<FindingCode, Finding[]>();
  for (const finding of [...findings].sort(compareByWeight))
    byCode.set(finding.code, [...(byCode.get(finding.code) ?? []), finding]);
  return [...byCode]
    .map(([code, group]) => ({
      code,
      text: verdictWord(group[0]),
      severity: group[0].severity,
      stretches: stretches(new Set(group.flatMap((finding) => finding.layers))),
    }))
    .filter((lane) => lane.stretches.length > 0)
    .slice(0, most);
}

function stretches(layers: ReadonlySet<number>): Stretch[] {
  const found: Stretch[] = [];
  for (const layer of [...layers].sort((a, b) => a - b)) {
    const last = found.at(-1);
    if (last?.last === layer - 1) found[found.length - 1] = { first: last.first, last: layer };
    else found.push({ first: layer, last: layer });
  }
  return found;
}
