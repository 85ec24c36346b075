/** Joins a change that mends its findings but brings another one with a change that mends that one. */

import { listedFaults, type Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import type { Candidate, CandidateContext } from '../contract/candidate';
import type { TriedCandidate } from '../contract/fix-search';
import { canJoin, joinCandidates } from './combine';
import { proposeCandidates } from './propose';

/** Changes that are followed up, and changes that are joined with each. */
const mostFollowed = 2;
const mostFurther = 2;

/** @param tried the most promising first: those that leave a weaker fault, then those that failed */
export function followUps(
  situation: CandidateContext,
  tried: readonly Pick<TriedCandidate, 'candidate' | 'after'>[],
): readonly Candidate[] {
  const { model } = situation;
  const claims = listedFaults(model.findings);
  return tried
    .flatMap(({ candidate, after }) => (after ? [{ candidate, brought: onlyBrought(model, after) }] : []))
    .filter(({ brought }) => brought.length > 0)
    .slice(0, mostFollowed)
    .flatMap(({ candidate, brought }) =>
      proposeCandidates(situation, brought)
        .filter((further) => canJoin(candidate, further))
        .slice(0, mostFurther)
        .map((further) => joinCandidates(candidate, further, claims)),
    );
}

/** The faults after a change, where none of those before is left, and the layers are the same. */
function onlyBrought(before: ModelReport, after: ModelReport): readonly Finding[] {
  if (after.layers.length !== before.layers.length) return [];
  const known = new Set(listedFaults(before.findings).map(({ code }) => code));
  const left = listedFaults(after.findings);
  return left.some(({ code }) => known.has(code)) ? [] : left;
}
