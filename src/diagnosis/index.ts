/** Judges a probed model: runs every rule and drops findings that another finding already explains. */

import { constantData } from './rules/constant-data';
import { joinAlike } from './phrases/alike-findings';
import { type Finding, findingCodes, severities } from '../report/finding';
import { hasOnlyZeroLoss } from './evidence/blocked-gradient';
import { addInputsAllAlike } from './rules/inputs-all-alike';
import { fewSteps } from './rules/few-steps';
import { type Facts, gatherFacts, isMajority, type ProbedModel, type SeedFacts } from './evidence/facts';
import { deadUnits } from './rules/dead-units';
import { explodingGradient } from './rules/exploding-gradient';
import { lowerForMadeUpNumbers } from './caveats/made-up-numbers';
import { noGradient } from './rules/no-gradient';
import { nonFinite } from './rules/non-finite';
import { nonFiniteData } from './rules/non-finite-data';
import { notLearning } from './rules/not-learning';
import { outputLossMismatch } from './rules/output-loss-mismatch';
import { hasPiledGradients } from './rules/piled-gradients';
import { untrainedWeights } from './rules/untrained-weights';
import { renewedWeights } from './rules/renewed-weights';
import { saturatedActivation } from './rules/saturated-activation';
import { symmetricWeights } from './rules/symmetric-weights';
import { lowerForEarlyStop } from './caveats/early-stop';
import { dropForMissingLastLayers } from './caveats/missing-last-layers';
import { unreachableTargets } from './rules/unreachable-targets';
import { addTinyInputs } from './rules/tiny-inputs';
import { addUnscaledData } from './rules/unscaled-data';
import { addSlowForItsSteps } from './rules/slow-for-its-steps';
import { updateTooLarge } from './rules/update-too-large';
import { updateTooSmall } from './rules/update-too-small';
import { vanishingGradient } from './rules/vanishing-gradient';
import { vanishingThroughKernels } from './rules/vanishing-through-kernels';
import { hasEnoughGradient } from './evidence/update-ratio';
import { thresholds } from './thresholds/thresholds';
import { starvedByOthers, zeroGradient, zeroLoss } from './rules/zero-gradient';

/** Where the data hold NaN, they are the cause, and the layers need no further search. */
const notFinite = (facts: Facts): Finding[] => {
  const inData = nonFiniteData(facts);
  return inData.length > 0 ? inData : nonFinite(facts);
};

const rules = [
  vanishingGradient,
  vanishingThroughKernels,
  explodingGradient,
  notFinite,
  deadUnits,
  saturatedActivation,
  zeroGradient,
  renewedWeights,
  untrainedWeights,
  symmetricWeights,
  updateTooSmall,
  updateTooLarge,
  outputLossMismatch,
  unreachableTargets,
  notLearning,
  fewSteps,
];

/** The codes of findings that mean a layer gets too little gradient. */
const lackOfGradient: readonly Finding['code'][] = [
  'vanishing-gradient',
  'dead-units',
  'zero-gradient',
  'saturated-activation',
];

/** For a finding's code, the codes that explain the same trouble better. */
const betterExplanations: Partial<Record<Finding['code'], readonly Finding['code'][]>> = {
  // Tiny gradients make tiny steps.
  'update-too-small': [...lackOfGradient, 'exploding-gradient', 'non-finite', 'output-loss-mismatch', 'not-learning'],
  // A divergence begins with huge steps.
  'update-too-large': ['exploding-gradient', 'output-loss-mismatch'],
  // Equal units at zero pass no gradient on.
  'zero-gradient': ['symmetric-weights'],
};

/** Whether `other` makes `finding` superfluous: it explains the same trouble better, in the same seeds. */
function explains(facts: Facts, other: Finding, finding: Finding): boolean {
  // Any other finding explains why the model learns nothing, except small steps where something else holds the model.
  if (finding.code === 'not-learning') {
    if (other.code === 'update-too-small') return finding.severity === 'information';
    if (other.code === 'few-steps') return finding.severity === 'information' && other.severity !== 'information';
    return other !== finding && other.severity !== 'information';
  }
  // More steps do not mend a fault; a handful of steps is one by itself.
  if (finding.code === 'few-steps')
    return (
      other !== finding &&
      other.severity !== 'information' &&
      (facts.model.stepsOfCode?.steps ?? 0) >= thresholds.steps.few
    );
  if (finding.code === 'update-too-large' && hasPiledGradients(facts)) return false;
  if (finding.code === 'update-too-small' && lackOfGradient.includes(other.code)) {
    const { seeds, model } = facts;
    const isElsewhere = ({ index }: SeedFacts): boolean => !finding.seeds.includes(model.seeds[index]);
    if (seeds.every((seed) => isElsewhere(seed) || hasEnoughGradient(facts, seed))) return false;
  }
  // A head that does not fit the loss is so in every seed, though some may show it in no number.
  const isOfCode = other.code === 'output-loss-mismatch' && isMajority(facts, other.seeds);
  const covers = isOfCode || finding.seeds.every((seed) => other.seeds.includes(seed));
  if (!covers || other.severity === 'information') return false;
  // Outputs that an operation makes from NaN say nothing about the units: wasm's ReLU turns NaN into 0.
  const isOfNaN = finding.code === 'dead-units' && other.code === 'non-finite' && other.role === 'cause';
  return isOfNaN || (betterExplanations[finding.code] ?? []).includes(other.code);
}

/** Whether gradients vanish through the layers of a finding: what reaches these layers has shrunk on its way, too. */
function isVanishingThrough(other: Finding, { layers, seeds }: Finding): boolean {
  return (
    other.code === 'vanishing-gradient' &&
    other.severity === 'error' &&
    layers.every((layer) => other.layers.includes(layer)) &&
    seeds.every((seed) => other.seeds.includes(seed))
  );
}

/**
 * Makes a finding an effect where another is its cause: an explosion saturates layers, kills units and overflows; a
 * layer that reads NaN is dead, saturated or without gradient because of that. So are layers before a loss that does
 * not fit the head, or a head that strains for targets which it cannot reach.
 */
function withRole(finding: Finding, all: readonly Finding[]): Finding {
  const isCause = (code: Finding['code']): boolean =>
    all.some((f) => f.code === code && f.role === 'cause' && finding.seeds.every((seed) => f.seeds.includes(seed)));
  const isMismatched = all.some(
    (f) => f.code === 'output-loss-mismatch' && f.severity !== 'information' && f !== finding,
  );
  const isUnreachable = all.some((f) => f.code === 'unreachable-targets' && f.severity !== 'information');
  const follows =
    (['saturated-activation', 'non-finite', 'dead-units'].includes(finding.code) && isCause('exploding-gradient')) ||
    (['saturated-activation', 'dead-units', 'zero-gradient'].includes(finding.code) && isCause('non-finite')) ||
    (['saturated-activation', 'non-finite', 'zero-gradient', 'exploding-gradient'].includes(finding.code) &&
      isMismatched) ||
    (['saturated-activation', 'dead-units', 'zero-gradient', 'vanishing-gradient'].includes(finding.code) &&
      isUnreachable) ||
    (finding.code === 'dead-units' && all.some((other) => isVanishingThrough(other, finding)));
  return follows ? { ...finding, role: 'effect' } : finding;
}

/**
 * Judges one probed model.
 * @returns errors before warnings before information, then causes before effects, then in the order of `findingCodes`;
 *   empty for a model without a fault
 */
export function diagnose(model: ProbedModel): Finding[] {
  return diagnoseFacts(gatherFacts(model));
}

export { addRealBesideGenerated } from './rules/real-beside-generated';

/** `diagnose` for facts that the caller has gathered already. */
export function diagnoseFacts(facts: Facts): Finding[] {
  if (facts.seeds.length === 0) return [];
  const judged = { ...facts, seeds: facts.seeds.filter((seed) => !hasOnlyZeroLoss(facts, seed)) };
  const all = [...zeroLoss(facts), ...(judged.seeds.length > 0 ? rules.flatMap((rule) => rule(judged)) : [])];
  const rank = (finding: Finding): number =>
    severities.indexOf(finding.severity) * 100 +
    (finding.role === 'effect' ? 50 : 0) +
    findingCodes.indexOf(finding.code);
  const kept = all
    .filter((finding) => !all.some((other) => explains(judged, other, finding)))
    .map((finding) => withRole(finding, all));
  const stopped = [...kept, ...noGradient(judged, kept)];
  const scaled = addUnscaledData([...stopped, ...starvedByOthers(judged, stopped)], judged);
  const paced = addTinyInputs(addSlowForItsSteps(scaled, judged), judged);
  const alike = addInputsAllAlike(paced, judged);
  const whole = [...alike, ...constantData(judged, alike)];
  const grave = withGraveCause(whole.sort((a, b) => rank(a) - rank(b)));
  const own = lowerForMadeUpNumbers(dropForMissingLastLayers(grave, facts), facts);
  return joinAlike(lowerForEarlyStop(own, facts).sort((a, b) => rank(a) - rank(b)));
}

/**
 * Raises causes so that none is milder than its effects: where an effect is an error, so is the first cause in most of
 * its seeds.
 */
function withGraveCause(findings: readonly Finding[]): Finding[] {
  const effect = findings.find(({ role, severity }) => role === 'effect' && severity === 'error');
  const isCause = ({ role, severity, seeds }: Finding): boolean =>
    role === 'cause' &&
    severity !== 'information' &&
    effect !== undefined &&
    effect.seeds.filter((seed) => seeds.includes(seed)).length * 2 > effect.seeds.length;
  const cause = findings.find(isCause);
  return findings.map((finding) => (finding === cause ? { ...finding, severity: 'error' } : finding));
}
