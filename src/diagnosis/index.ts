/** From a probed model's numbers to findings: runs every rule and drops what another finding already explains. */

import { findingCodes, severities, type Finding } from '../report/finding';
import { isIdle } from './evidence/blocked-gradient';
import { deadUnits } from './rules/dead-units';
import { explodingGradient } from './rules/exploding-gradient';
import { type Facts, gatherFacts, type ProbedModel } from './evidence/facts';
import { nonFinite } from './rules/non-finite';
import { saturatedActivation } from './rules/saturated-activation';
import { symmetricWeights } from './rules/symmetric-weights';
import { updateTooLarge } from './rules/update-too-large';
import { updateTooSmall } from './rules/update-too-small';
import { vanishingGradient } from './rules/vanishing-gradient';
import { starvedByOthers, zeroGradient, zeroLoss } from './rules/zero-gradient';

const rules = [
  vanishingGradient,
  explodingGradient,
  nonFinite,
  deadUnits,
  saturatedActivation,
  zeroGradient,
  symmetricWeights,
  updateTooSmall,
  updateTooLarge,
];

/** Whether `other` makes `finding` superfluous: the same trouble told better, in the same seeds. */
function explains(other: Finding, finding: Finding): boolean {
  const covers = finding.seeds.every((seed) => other.seeds.includes(seed));
  const told: Partial<Record<Finding['code'], readonly Finding['code'][]>> = {
    // Steps of almost nothing follow from gradients of almost nothing.
    'update-too-small': [
      'vanishing-gradient',
      'dead-units',
      'zero-gradient',
      'saturated-activation',
      'exploding-gradient',
      'non-finite',
    ],
    // Huge first steps are how a divergence begins.
    'update-too-large': ['exploding-gradient'],
    // Equal units at zero pass nothing on.
    'zero-gradient': ['symmetric-weights'],
  };
  return covers && other.severity !== 'information' && (told[finding.code] ?? []).includes(other.code);
}

/** Saturation, death and numbers that run out of range are effects where an explosion was found; a layer that reads NaN dies of it. */
function withRole(finding: Finding, all: readonly Finding[]): Finding {
  const isCause = (code: Finding['code']): boolean =>
    all.some((f) => f.code === code && f.role === 'cause' && finding.seeds.every((seed) => f.seeds.includes(seed)));
  const follows =
    (['saturated-activation', 'non-finite', 'dead-units'].includes(finding.code) && isCause('exploding-gradient')) ||
    (['saturated-activation', 'dead-units', 'zero-gradient'].includes(finding.code) && isCause('non-finite'));
  return follows ? { ...finding, role: 'effect' } : finding;
}

/**
 * Judges one probed model.
 * @returns causes before effects, errors before warnings before information, then in the order of `findingCodes`; empty for a model in which no fault was seen
 */
export function diagnose(model: ProbedModel): Finding[] {
  return judge(gatherFacts(model));
}

/** The same from facts that were gathered before. */
export function judge(facts: Facts): Finding[] {
  if (facts.seeds.length === 0) return [];
  const judged = { ...facts, seeds: facts.seeds.filter((seed) => !isIdle(facts, seed)) };
  const all = [...zeroLoss(facts), ...(judged.seeds.length > 0 ? rules.flatMap((rule) => rule(judged)) : [])];
  const rank = (finding: Finding): number =>
    severities.indexOf(finding.severity) * 100 +
    (finding.role === 'effect' ? 50 : 0) +
    findingCodes.indexOf(finding.code);
  const told = all
    .filter((finding) => !all.some((other) => explains(other, finding)))
    .map((finding) => withRole(finding, all));
  return [...told, ...starvedByOthers(judged, told)].sort((a, b) => rank(a) - rank(b));
}
