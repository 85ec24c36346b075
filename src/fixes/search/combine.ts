/** Joins two candidates where neither is enough by itself. */

import { listedFaults, type Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import type { Candidate } from '../contract/candidate';
import type { ProvenFix, TriedCandidate } from '../contract/fix-search';
import { editsCollide, mergeEdits } from '../edits/apply-edits';

/** The most pairs that the search tries. */
const most = 6;

/**
 * Pairs of candidates that each did something: one that mends a part of the model's findings with one that mends
 * others, or two that came near. They claim all findings of the model.
 */
export function combinations(
  model: ModelReport,
  tried: readonly TriedCandidate[],
  proven: readonly ProvenFix[],
): readonly Candidate[] {
  const claims = listedFaults(model.findings);
  const left = new Map<Candidate, readonly Finding[]>(
    [...proven.map(({ candidate, after }) => ({ candidate, after })), ...tried].flatMap(({ candidate, after }) =>
      after ? [[candidate, listedFaults(after.findings)] as const] : [],
    ),
  );
  const known = new Set(claims.map(({ code }) => code));
  // A change that mends a fault and brings another counts more than one that leaves the fault.
  const distance = (candidate: Candidate): number =>
    (left.get(candidate) ?? []).reduce((sum, { code }) => sum + (known.has(code) ? 2 : 1), 0);
  const ordered = [...left.keys()].sort((a, b) => distance(a) - distance(b));
  const pairs = ordered.flatMap((first, index) =>
    ordered.slice(index + 1).flatMap((second) => (canJoin(first, second) ? [{ first, second }] : [])),
  );
  return ofVariousKinds(pairs)
    .slice(0, most)
    .map(({ first, second }) => joinCandidates(first, second, claims));
}

interface Pair {
  readonly first: Candidate;
  readonly second: Candidate;
}

/** The first pair of any two kinds before further ones of the same two. */
function ofVariousKinds(pairs: readonly Pair[]): readonly Pair[] {
  const isFirst = ({ first, second }: Pair, index: number): boolean =>
    pairs.findIndex((one) => one.first.kind === first.kind && one.second.kind === second.kind) === index;
  return [...pairs.filter(isFirst), ...pairs.filter((pair, index) => !isFirst(pair, index))];
}

/** Whether two candidates can be made at once: two of one kind change the same thing in two ways. */
export function canJoin(first: Candidate, second: Candidate): boolean {
  return first.kind !== second.kind && !editsCollide([...first.edits, ...second.edits]);
}

/**
 * Both changes as one candidate.
 * @param claims the findings that it has to mend
 */
export function joinCandidates(first: Candidate, second: Candidate, claims: readonly Finding[]): Candidate {
  const note = [first.note, second.note].filter((one) => one !== undefined).join(' ');
  return {
    kind: first.kind,
    change: `${first.change}, ${second.change}`,
    edits: mergeEdits([...first.edits, ...second.edits]),
    claims,
    ...(note !== '' && { note }),
    ...((first.rescales ?? second.rescales) && { rescales: true as const }),
    ...((first.isContest ?? second.isContest) && { isContest: true as const }),
  };
}
