/** Puts the fixes of a search under the findings that they mend. */

import { fixMeasures } from '../report/fixes/fix-measures';
import type { Finding, Fix } from '../report/finding';
import type { ModelReport } from '../report/report';
import type { FixSearchResult, ProvenFix } from './contract/fix-search';

/** The model with each proven fix, best first, under the findings that it claims, and with what else was tried. */
export function placeFixes(model: ModelReport, search: Omit<FixSearchResult, 'durationMs'>): ModelReport {
  return {
    ...model,
    findings: model.findings.map((finding) => ({ ...finding, fixes: fixesOf(finding, search.proven) })),
    triedFixes: search.tried.map(({ candidate: { kind, change }, reason, after }) => ({
      kind,
      change,
      reason,
      ...(after && { measured: fixMeasures(after) }),
    })),
    ...(search.ended !== 'done' && { untriedFixes: { count: search.untried, because: search.ended } }),
  };
}

function fixesOf(finding: Finding, proven: readonly ProvenFix[]): Fix[] {
  return proven
    .filter(({ candidate }) => candidate.claims.includes(finding))
    .map(({ kind, title, edits, note, proof, after }) => ({
      kind,
      title,
      edits,
      ...(note !== undefined && { note }),
      proof,
      measured: fixMeasures(after),
    }));
}
