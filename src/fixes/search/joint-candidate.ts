/** Joins the best changes for the several causes of one model, so that the search tries them together early. */

import type { Finding } from '../../report/finding';
import type { Candidate } from '../contract/candidate';
import { canJoin, joinCandidates } from './combine';

/** The place of the joined change in the queue: behind the best single one, which may mend all by itself. */
const place = 1;

/**
 * @param candidates the most promising first
 * @param findings those that the search is for
 * @returns the candidates, with the joined one among them where no single change is made for all causes
 */
export function withJointCandidate(
  candidates: readonly Candidate[],
  findings: readonly Finding[],
): readonly Candidate[] {
  const faults = findings.filter(({ severity }) => severity !== 'information');
  const causes = faults.filter(({ role }) => role === 'cause');
  const chosen: Candidate[] = [];
  for (const cause of causes) {
    if (chosen.some(({ claims }) => claims.includes(cause))) continue;
    const best = candidates.find(
      (one) => one.claims.includes(cause) && !chosen.includes(one) && chosen.every((other) => canJoin(one, other)),
    );
    if (best) chosen.push(best);
  }
  if (chosen.length < 2) return candidates;
  const joint = chosen.reduce((one, other) => joinCandidates(one, other, faults));
  return [...candidates.slice(0, place), joint, ...candidates.slice(place)];
}
