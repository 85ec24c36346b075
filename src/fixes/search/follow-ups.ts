/**
 * Joins a change that mends its findings but brings another one with a change that mends that one, and a change after
 * which the loss falls more slowly with one that may speed it up.
 */

import { listedFaults, type Finding } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import type { Candidate, CandidateContext } from '../contract/candidate';
import type { FixKind } from '../contract/fix-kinds';
import type { TriedCandidate } from '../contract/fix-search';
import { canJoin, joinCandidates } from './combine';
import { proposeCandidates } from './propose';

/** Changes that are followed up, and changes that are joined with each. */
const mostFollowed = 2;
const mostFurther = 2;
/** What may make a model learn faster, and how many of such changes are joined with one. */
const faster: ReadonlySet<FixKind> = new Set([
  'hidden-activation',
  'learning-rate',
  'optimizer',
  'normalization',
  'residual',
]);
const mostFaster = 4;

/**
 * @param tried the most promising first: those that leave a weaker fault, then those that failed
 * @param which `surest`: only of changes that bring a fault, which says what to change next; `all`: also of those after
 * which the loss falls more slowly
 */
export function followUps(
  situation: CandidateContext,
  tried: readonly Pick<TriedCandidate, 'candidate' | 'after'>[],
  which: 'surest' | 'all',
): readonly Candidate[] {
  const { model } = situation;
  const claims = listedFaults(model.findings);
  return tried
    .flatMap(({ candidate, after }) => {
      const next = after && onlyBrought(model, after);
      return next && (which === 'all' || next.length > 0) ? [{ candidate, next }] : [];
    })
    .slice(0, mostFollowed)
    .flatMap(({ candidate, next }) => {
      const isSlow = next.length === 0;
      const proposed = proposeCandidates(situation, isSlow ? [slowness(model, claims[0])] : next);
      return proposed
        .filter(({ kind }) => !isSlow || faster.has(kind))
        .flatMap((further) => joinedWith(candidate, further, claims) ?? [])
        .slice(0, isSlow ? mostFaster : mostFurther);
    });
}

/**
 * The faults after a change, none where the loss alone tells against it; undefined where some of those before are left,
 * or the layers differ.
 */
function onlyBrought(before: ModelReport, after: ModelReport): readonly Finding[] | undefined {
  if (after.layers.length !== before.layers.length) return undefined;
  const known = new Set(listedFaults(before.findings).map(({ code }) => code));
  const left = listedFaults(after.findings);
  return left.some(({ code }) => known.has(code)) ? undefined : left;
}

/** No rule has found it; the changes for a model that learns nothing are those that may make one learn faster. */
function slowness({ layers }: ModelReport, claim: Finding): Finding {
  return { ...claim, code: 'not-learning', layers: layers.map((_, index) => index) };
}

/** Both changes; the further one alone where it changes the same text, as an activation with its own initializer. */
function joinedWith(candidate: Candidate, further: Candidate, claims: readonly Finding[]): Candidate | undefined {
  if (canJoin(candidate, further)) return joinCandidates(candidate, further, claims);
  return candidate.kind === further.kind ? undefined : { ...further, claims };
}
