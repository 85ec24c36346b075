/**
 * Part of the rule update-too-small: a learning rate at which the steps that the code takes are far too few. The probe
 * took as many and more, and the loss of the data is still above that of one constant answer, or stands there while
 * steps are small; or most is unlearned there at a rate below the usual ones. It judges a model in which no other rule
 * finds a fault.
 */

import { usualRate } from '../../report/model-settings';
import { formatCount, formatDecimal, formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { FurtherSteps } from '../../report/losses';
import { type Facts, hasOwnData, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { hasOpponent } from '../evidence/opponent';
import { startsAtOnce, endOfFurtherSteps, wholeFurtherStepsOf, unlearnedAtEnd } from '../evidence/further-steps';
import { shareOfConstantLoss } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { hasOwnLearningRate, medianUpdateRatio } from '../evidence/update-ratio';
import { inSeeds } from '../phrases/phrases';
import { toFinding, optimizerPlace } from '../phrases/verdict';
import { higherRate } from './update-too-small';

const limits = thresholds.learning;

/** The findings with that on a training too slow for its length, which then says why little is learned. */
export function addSlowForItsSteps(findings: readonly Finding[], facts: Facts): Finding[] {
  const { model } = facts;
  const taken = model.stepsOfCode?.steps;
  if (
    taken === undefined ||
    !hasOwnData(facts) ||
    findings.some(({ code, severity }) => severity !== 'information' && code !== 'few-steps') ||
    hasOpponent(facts) ||
    !hasOwnLearningRate(facts)
  )
    return [...findings];
  const shown = isLowForItsSteps(facts)
    ? facts.seeds.filter((seed) => wholeFurtherStepsOf(facts, seed))
    : slowSeeds(facts, taken);
  if (!isMajority(facts, shown)) return [...findings];
  const seeds = shown.map(({ index }) => index);
  const ends = shown.flatMap((seed) => wholeFurtherStepsOf(facts, seed) ?? []);
  const end = endOfFurtherSteps(facts, ends);
  const finding = toFinding(facts, {
    code: 'update-too-small',
    severity: 'warning',
    role: 'cause',
    message:
      `Your code takes ${formatCount(taken, 'step')}, ` +
      `${whenText(end.steps, taken)} the loss of the data is ` +
      `${formatDecimal(end.share)} times that of giving every example the same answer${inSeeds(facts, seeds)}` +
      `${paceText(facts, shown)}: the learning rate ` +
      `of ${model.learningRate} is too small for ${model.optimizer}. Raise it, to ${higherRate(model)} for a start, ` +
      'or give fit many more epochs.',
    at: optimizerPlace(facts),
    layers: layersWhere(model.layers, isTrainable),
    blames: [{ setting: 'learningRate' }],
    seeds,
  });
  return [...findings.filter(({ code }) => code !== 'not-learning' && code !== 'few-steps'), finding];
}

/** The seeds whose loss only comes down to the constant answer's in nearly all of the code's steps, or stands there. */
function slowSeeds(facts: Facts, taken: number): SeedFacts[] {
  return facts.seeds.filter((seed) => {
    const further = wholeFurtherStepsOf(facts, seed);
    if (!further) return false;
    const seen = seed.steps + further.steps;
    return (
      (seen * thresholds.steps.soonOver >= taken && isOnTheWay(facts, seed, further)) ||
      (seen * thresholds.steps.nearEnd >= taken && standsStill(facts, seed, further)) ||
      hardlyMoves(facts, seed, further, taken)
    );
  });
}

/**
 * Whether the rate is below the usual one, steps are small, and most is unlearned when the code's training ends. Frozen
 * layers are trained elsewhere, and what follows them takes small steps on purpose.
 */
function isLowForItsSteps(facts: Facts): boolean {
  if (facts.model.layers.some((layer) => layer.weights.length > 0 && !isTrainable(layer))) return false;
  const ratio = medianUpdateRatio(facts, facts.seeds, 'own');
  const { optimizer, learningRate } = facts.model;
  return learningRate < usualRate(optimizer) && ratio < limits.usualRatio && unlearnedAtEnd(facts) !== undefined;
}

/**
 * Whether the loss comes down from above the constant answer's, and what is left can be learned; or it stays far above,
 * though no step is large. A bias alone gets there, if only it is moved far enough.
 */
function isOnTheWay(facts: Facts, seed: SeedFacts, { share, learns, nearest, steps }: FurtherSteps): boolean {
  if (steps < limits.furtherSteps || !(nearest < limits.learnable)) return false;
  // A deep network that comes from far off has inputs of another scale rather than a low rate.
  const isFromFar = shareOfConstantLoss(facts, seed, seed.late) > limits.farOff && !startsAtOnce(facts);
  if (learns === 'towards') return share > limits.above && !isFromFar;
  const isRestless = medianUpdateRatio(facts, [seed], 'glorot') > thresholds.update.restless;
  return learns === 'no' && share > thresholds.guessing.worse && !isRestless;
}

/**
 * Whether small steps keep a network of one hidden layer at the constant answer, though there is something to learn; or
 * above it, from where smaller weights alone lead down. In a deep network many small changes multiply: thirty layers
 * leave the constant answer by steps of a millionth of their size.
 */
function standsStill(facts: Facts, seed: SeedFacts, { share, learns, nearest, steps }: FurtherSteps): boolean {
  if (steps < limits.furtherSteps || learns !== 'no' || !startsAtOnce(facts)) return false;
  const ratio = medianUpdateRatio(facts, [seed], 'own');
  const isHeld = nearest < limits.learnable && share > limits.below && ratio < limits.usualRatio;
  return isHeld || (share > limits.above && ratio < thresholds.update.smallAdaptive);
}

/**
 * Whether all steps of the code together change the weights of a network of one hidden layer by less than thirty usual
 * ones do, and the loss is not below the constant answer's yet.
 */
function hardlyMoves(
  facts: Facts,
  seed: SeedFacts,
  { share, learns, nearest, steps }: FurtherSteps,
  taken: number,
): boolean {
  if (steps < limits.furtherSteps || learns === 'below' || !startsAtOnce(facts)) return false;
  const way = taken * medianUpdateRatio(facts, [seed], 'own');
  return nearest < limits.learnable && share > limits.below && way < thresholds.update.shortWay;
}

function whenText(seen: number, taken: number): string {
  if (seen === taken) return 'after which';
  return seen > taken ? `but even after ${seen}` : `and after ${seen} of them`;
}

/** How little a step changes, where that is small; empty where it is not. */
function paceText(facts: Facts, seeds: readonly SeedFacts[]): string {
  const ratio = medianUpdateRatio(facts, seeds, 'own');
  return ratio < limits.slowRatio
    ? `, as each step changes the weights by ${formatMagnitude(ratio)} of their size`
    : '';
}
