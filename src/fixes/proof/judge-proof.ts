/** Judges by two reports whether a change mends the findings that it claims to mend. */

import { thresholds } from '../../diagnosis/thresholds/thresholds';
import { listedFaults, type Finding, severities, type Severity } from '../../report/finding';
import type { ModelReport } from '../../report/report';
import { lossLeft, type LossLeft } from './loss-left';
import { lossWords, measureWords } from './proof-words';

export interface Judgement {
  readonly proven: boolean;
  /** Whether no warning and no error is left at all. */
  readonly healthy: boolean;
  /** What the change did, as a sentence. */
  readonly reason: string;
  readonly left: LossLeft;
}

const limits = thresholds.proof;

/** The more severe, the larger. */
const gravity = (severity: Severity): number => severities.length - severities.indexOf(severity);

/** The fade that a change makes of an explosion: it has the same cause, and the first layers learn as little. */
function fadeInstead(before: ModelReport, after: ModelReport, claims: readonly Finding[]): Finding | undefined {
  const isFade = ({ code }: Finding): boolean => code === 'vanishing-gradient';
  if (!claims.some(({ code }) => code === 'exploding-gradient') || before.findings.some(isFade)) return undefined;
  return after.findings.find(isFade);
}

/** Faults with a code that `before` does not have at that severity, if they are as severe as what the change claims. */
function newFaults(before: readonly Finding[], after: readonly Finding[], claims: readonly Finding[]): Finding[] {
  const least = Math.min(...claims.map(({ severity }) => gravity(severity)));
  return after.filter(
    ({ code, severity }) =>
      gravity(severity) >= least &&
      !before.some((known) => known.code === code && gravity(known.severity) >= gravity(severity)),
  );
}

/**
 * A change is proven when every finding it claims is gone in every seed, no finding of equal or higher severity has
 * appeared, an explosion has not become a fade, and the loss does not fall more slowly: less of it is left, or it falls
 * where it stood still before. Before either training is below the best constant answer, scaled data may make it
 * somewhat slower. Where the model learned nothing, or took too few steps, the loss has to be lower.
 *
 * @param sameScale as for `lossLeft`
 * @param isContest whether two nets are trained against each other: then the loss may be what guessing gives
 */
export function judgeProof(
  before: ModelReport,
  after: ModelReport,
  claims: readonly Finding[],
  sameScale: boolean,
  isContest = false,
): Judgement {
  const left = lossLeft(before, after, claims, sameScale && !runsNow(before, after));
  const [was, is] = [listedFaults(before.findings), listedFaults(after.findings)];
  const verdict = (proven: boolean, reason: string): Judgement => ({ proven, healthy: is.length === 0, reason, left });
  const remaining = remainder(is, after, claims);
  if (remaining)
    return verdict(false, `It leaves ${named(remaining, after)} (${measureWords(before, after, claims, left)}).`);
  const fresh = newFaults(was, is, claims).at(0) ?? fadeInstead(before, after, claims);
  if (fresh) return verdict(false, `It brings ${named(fresh, after)}.`);
  if (isUnlike(before, after)) return verdict(false, 'With this change the probe trains the model in another way.');
  if (!Number.isFinite(left.after))
    return verdict(false, `The loss is still not finite (${lossWords(before, after, claims, left)}).`);
  // A tiny learning rate also ends an explosion.
  if (!Number.isFinite(left.before) && !left.falls)
    return verdict(false, `The loss does not fall with it (${lossWords(before, after, claims, left)}).`);
  // Large inputs move biases faster, too, whatever the layers make of them.
  const isScaled = left.isOfBiases && claims.some(({ code }) => code === 'unscaled-data');
  const most = isContest ? limits.hopeless : mostLeft(left.before, isScaled ? limits.hopeless : limits.noWorse);
  if (!left.starts && !(left.after <= most))
    return verdict(false, `The loss falls more slowly with it (${lossWords(before, after, claims, left)}).`);
  const asksForLess = claims.find(({ code }) => code === 'few-steps' || code === 'not-learning');
  if (asksForLess && !(left.after * limits.noWorse < left.before)) {
    const what =
      asksForLess.code === 'few-steps' ? 'Further steps do not lower the loss' : 'The loss is no lower with it';
    return verdict(false, `${what} (${lossWords(before, after, claims, left)}).`);
  }
  if (left.spoilsOthers && !isContest)
    return verdict(
      false,
      `In the seeds that were sound the loss falls more slowly (${lossWords(before, after, claims, left)}).`,
    );
  return verdict(true, `It mends ${claims.map(({ code }) => code).join(', ')}.`);
}

/** The claimed findings that are left: as faults, or as information if they were information. */
function remainder(is: readonly Finding[], after: ModelReport, claims: readonly Finding[]): Finding | undefined {
  const informations = claims.filter(({ severity }) => severity === 'information');
  return (
    is.find(({ code }) => claims.some((claim) => claim.code === code)) ??
    after.findings.find(({ code }) => informations.some((claim) => claim.code === code))
  );
}

/** How much of the loss may be left after a change; of a loss that is almost gone, a multiple may be left. */
function mostLeft(before: number, factor: number): number {
  return Math.max(before, limits.learned) * factor;
}

/** Whether one seed is enough to see that the change is no fix. */
export function isHopeless(
  before: ModelReport,
  after: ModelReport,
  claims: readonly Finding[],
  sameScale: boolean,
  isContest = false,
): boolean {
  const is = listedFaults(after.findings);
  const stays = after.findings.some((finding) =>
    claims.some(({ code, severity }) => finding.code === code && gravity(finding.severity) >= gravity(severity)),
  );
  const left = lossLeft(before, after, claims, sameScale && !runsNow(before, after));
  return (
    stays ||
    newFaults(listedFaults(before.findings), is, claims).length > 0 ||
    isUnlike(before, after) ||
    (left.spoilsOthers && !isContest) ||
    (!left.starts && !(left.after <= (isContest ? limits.hopeless : mostLeft(left.before, limits.hopeless))))
  );
}

/** Whether the code could not run as written before, and can with the change. */
function runsNow(before: ModelReport, after: ModelReport): boolean {
  if (after.notAsRun !== undefined || after.passedOver !== undefined) return false;
  const failed = before.passedOver !== undefined && before.entry === 'built' && after.entry !== 'built';
  return before.notAsRun !== undefined || failed;
}

/** Whether the reports do not compare, because the data or the way of training differ. */
function isUnlike(before: ModelReport, after: ModelReport): boolean {
  if (runsNow(before, after)) return false;
  return before.data !== after.data || before.entry !== after.entry || before.notAsRun !== after.notAsRun;
}

function named({ code, severity, seeds }: Finding, { seeds: all }: ModelReport): string {
  return `${code} (${severity}, ${seeds.length} of ${all.length} ${all.length === 1 ? 'seed' : 'seeds'})`;
}
