/**
 * Rule update-too-large: steps that change the weights by a large part of their size, because of the learning rate.
 * It judges the largest update ratio of the first steps (middle kernel, relative to at least its Glorot norm): above
 * `update.large`, or above `update.recovers` in a model with normalization layers, in seeds where some step raised the
 * loss. It also judges a cross-entropy that rises above `guessing.worse` times that of guessing; where the last layer
 * is stuck besides, a single seed is enough. Gradients that pile up in a loop are a fault whatever their size.
 */

import { formatDecimal, formatFactor, formatShare } from '../../report/format';
import { type Finding, severities } from '../../report/finding';
import { largest, medianOfFinite } from '../../report/statistics';
import { canDie, firstDeadLayers, isKilled, isMostlyKilled, severityOfDeath } from '../evidence/dead-layers';
import { type Facts, hasOwnData, lossFalls, isMajority, type SeedFacts } from '../evidence/facts';
import { furtherStepsOf, lastShare } from '../evidence/further-steps';
import { hasNormalization, isTrainable, layersWhere } from '../evidence/layer-graph';
import { weightsOfLinearModel } from '../evidence/linear-model';
import { lossOfGuessing, shareOfConstantLoss } from '../evidence/loss-of-guessing';
import { piledGradients } from './piled-gradients';
import { areBatchesSorted } from './sorted-batches';
import { hasOpponent } from '../evidence/opponent';
import { thresholds } from '../thresholds/thresholds';
import { hasOwnLearningRate, updateRatios } from '../evidence/update-ratio';
import { inSeeds, kindText, lineText } from '../phrases/phrases';
import { smallerStepsAdvice } from '../phrases/smaller-steps';
import { summedPlaces } from '../phrases/summed-loss';
import { toFinding, optimizerPlace } from '../phrases/verdict';
import { wideKernels } from './wide-kernel';

interface Judged {
  readonly seed: SeedFacts;
  /** The largest update ratio of the first steps. */
  readonly ratio: number;
}

/**
 * Whether the loss falls and no step raised it. Such steps are not too large, whatever they change: gradient descent
 * lowers the loss as long as the learning rate is below 2 / largest curvature. A loss that is almost gone, by steps no
 * larger than the weights, counts as steady too, since the losses of single batches differ. So does a loss that each
 * step of the later half lowers, below `update.settled` of where it began, after such steps: what they threw off has
 * come back.
 */
function isSteady(facts: Facts, { seed, ratio }: Judged): boolean {
  const losses = facts.model.losses[seed.index];
  // Units that a step has killed stay dead, however far the others lower the loss.
  const mayKill = facts.model.layers.some(canDie);
  const limit = mayKill ? thresholds.loss.gone : thresholds.update.solved;
  const isSolved = seed.loss.later < limit * seed.loss.first && ratio < 1;
  const isSettled = ratio < 1 && seed.loss.later < thresholds.update.settled * losses[0];
  const lowers = (loss: number, step: number): boolean => step === 0 || loss <= losses[step - 1];
  const isForgiven = (step: number): boolean => isSettled && step < losses.length / 2;
  return lossFalls(seed) && (isSolved || losses.every((loss, step) => isForgiven(step) || lowers(loss, step)));
}

/**
 * Whether training made a classifier worse than guessing. A cross-entropy cannot diverge as a squared error does: tfjs
 * clips it at 16. Gradients that are not finite are for the rule non-finite; where no step moves a weight, only batches
 * differ.
 */
export function risesAboveGuessing(facts: Facts, seed: SeedFacts): boolean {
  const last = seed.steps - 1;
  const isMoved = facts.model.layers.some(({ weights }) =>
    weights.some(({ updateRatio }) => updateRatio[seed.index]?.some((ratio) => ratio > 0)),
  );
  const isFinite = facts.model.layers.every(
    (layer) =>
      !isTrainable(layer) ||
      layer.weights.every((w) => !w.trainable || Number.isFinite(w.gradientL2[seed.index]?.[last])),
  );
  return (
    isMoved &&
    isFinite &&
    seed.loss.trend === 'rising' &&
    seed.loss.later > thresholds.guessing.worse * lossOfGuessing(facts)
  );
}

/** Whether a sigmoid or softmax at the end gives nothing but the ends of its range, so that it never comes back. */
function isHeadStuck({ model, graph }: Facts, { index }: SeedFacts): boolean {
  return model.layers.some(
    ({ output }, i) => graph.head.has(i) && output.saturatedPerSeed[index] > thresholds.saturated.output,
  );
}

/**
 * One finding where training is set up, about what a step did (it killed a layer) or how large it was. For its size it
 * is an error if none of these seeds learns, by a falling loss or in further steps. It is information if the loss falls
 * in all of them and either the step was below `update.recovers`, or the model has normalization layers or but one
 * linear layer; information too where the model comes back from the step; else a warning.
 */
export function updateTooLarge(facts: Facts): Finding[] {
  const piled = piledGradients(facts);
  if (piled.length > 0) return piled;
  const large = largeUpdates(facts);
  const killing = killingUpdates(facts);
  if (!killing || !large) return [killing ?? large].filter((finding) => finding !== undefined);
  // Both findings are about the same place, and what the step did says more than its size.
  const isGraver = severities.indexOf(large.severity) < severities.indexOf(killing.severity);
  const seeds = [...new Set([...killing.seeds, ...large.seeds])].sort((a, b) => a - b);
  return [{ ...killing, severity: isGraver ? large.severity : killing.severity, seeds }];
}

/** The finding on large steps that killed layers that were alive at first. */
function killingUpdates(facts: Facts): Finding | undefined {
  const dead = firstDeadLayers(facts);
  const killed = dead.filter(isKilled);
  if (!isMostlyKilled(dead) || !hasOwnLearningRate(facts)) return undefined;
  const seeds = killed.map(({ seed }) => seed.index);
  const { optimizer, learningRate, layers } = facts.model;
  const layer = layers[killed[0].index];
  const wide = wideKernels(facts).map(({ index }) => index);
  const isSameStep = killed.every(({ since }) => since === killed[0].since);
  const what = isSameStep ? `The update of step ${killed[0].since}` : 'An update';
  const jump = medianOfFinite(killed.map((one) => one.jump));
  const size = jump > 1 ? `${formatFactor(jump)} their size` : `${formatShare(jump)} of their size`;
  return toFinding(facts, {
    code: 'update-too-large',
    severity: severityOfDeath(
      facts,
      dead.map(({ seed }) => seed),
    ),
    role: 'cause',
    message:
      `${what} kills the ${kindText(layer)} layer at ${lineText(layer)}${inSeeds(facts, seeds)}: ${optimizer} with a ` +
      `learning rate of ${learningRate} changes the weights by ${size}, where about 0.1 % is healthy, and every ` +
      `output of that layer is zero from then on. ${wideText(facts)}${smallerStepsAdvice(facts)}.`,
    at: optimizerPlace(facts),
    layers: [...new Set(killed.map(({ index }) => index))],
    related: wide,
    places: summedPlaces(facts),
    blames: [{ setting: 'kernelInitializer', layers: wide }, { setting: 'learningRate' }],
    seeds,
  });
}

/** Says which weights start so large that a usual rate makes such a step; empty where none do. */
function wideText(facts: Facts): string {
  const widest = wideKernels(facts).at(0);
  if (widest === undefined) return '';
  const layer = facts.model.layers[widest.index];
  return (
    `The weights at ${lineText(layer)} make such steps: they start ${formatFactor(widest.excess)} as large as suits ` +
    `${widest.scale.fanIn} inputs. Leave kernelInitializer out there. `
  );
}

function largeUpdates(facts: Facts): Finding | undefined {
  const { model } = facts;
  const judged = facts.seeds.map((seed): Judged => ({
    seed,
    ratio: largest(updateRatios(facts, seed, 'glorot').slice(0, thresholds.steps.early)),
  }));
  const { large, recovers } = thresholds.update;
  // Before a normalization a large step only makes a kernel grow, so that the next steps are smaller.
  const isLarge = (ratio: number): boolean => ratio > (hasNormalization(model) ? recovers : large);
  const opposed = hasOpponent(facts);
  const harmed = judged.filter(
    (j) => (isLarge(j.ratio) && !isSteady(facts, j)) || (risesAboveGuessing(facts, j.seed) && !opposed),
  );
  const isMost = isMajority(facts, harmed);
  const shown = isMost
    ? harmed
    : harmed.filter(({ seed }) => risesAboveGuessing(facts, seed) && isHeadStuck(facts, seed));
  if (shown.length === 0 || !hasOwnLearningRate(facts)) return undefined;
  const indices = shown.map((s) => s.seed.index);
  const jump = medianOfFinite(shown.map((s) => s.ratio));
  // No hidden layer learns from where a step has thrown the weights: a single linear layer has one minimum only.
  const isConvex = weightsOfLinearModel(facts)?.length === 1;
  const isBack = comesBack(facts, shown);
  const isHarmless =
    isBack || ((hasNormalization(model) || isConvex || jump < recovers) && shown.every(({ seed }) => lossFalls(seed)));
  const isHarmful = !isBack && !shown.some(({ seed }) => lossFalls(seed) || learnsFurther(facts, seed));
  const fall = isBack && isBroughtBack(facts, shown) ? 'further steps bring the loss back' : 'the loss falls';
  const verdict = isHarmless
    ? `is at the upper end for ${model.optimizer}, though ${fall}`
    : `is too large for ${model.optimizer}`;
  const isOfOrder = areBatchesSorted(
    facts,
    shown.map(({ seed }) => seed),
  );
  if (!(isLarge(jump) && isMost) && isOfOrder) return undefined;
  const what = isLarge(jump) && isMost ? largeStep(facts, jump, indices) : risingLoss(facts, shown, indices);
  return toFinding(facts, {
    code: 'update-too-large',
    severity: isHarmful && isMost ? 'error' : isHarmless ? 'information' : 'warning',
    role: 'cause',
    message:
      `${what}: the learning rate of ${model.learningRate} ${verdict}.` +
      (isHarmless ? '' : ` ${smallerStepsAdvice(facts)}.`),
    at: optimizerPlace(facts),
    layers: layersWhere(model.layers, isTrainable),
    places: summedPlaces(facts),
    blames: [{ setting: 'learningRate' }],
    seeds: indices,
  });
}

/**
 * Whether the steps have thrown nothing away for good: no unit can die, the loss of the data tells examples apart in
 * every seed and clearly so in most, and the code goes on for longer than the probe. Below `update.atOnce` the
 * measured steps have to show that, or below `update.recovers` further ones. Larger ones throw away what the weights
 * were: only a network of few layers learns from there for good, and its steps have to show more, or some further ones
 * do.
 */
function comesBack(facts: Facts, shown: readonly Judged[]): boolean {
  const { model, seeds } = facts;
  if (!hasOwnData(facts) || model.layers.some(canDie) || !((model.stepsOfCode?.steps ?? 0) > model.steps)) return false;
  const learns = (share: (seed: SeedFacts) => number, clearly: number): boolean =>
    seeds.every((seed) => share(seed) < thresholds.learning.below) &&
    isMajority(
      facts,
      seeds.filter((seed) => share(seed) < clearly),
    );
  const measured = (seed: SeedFacts): number => shareOfConstantLoss(facts, seed, seed.late);
  const seen = (seed: SeedFacts): number => lastShare(facts, seed);
  // A normalization takes the size of the kernels before it back, so that a step of any size throws little away.
  const isBelowAtOnce = hasNormalization(model) || shown.every(({ ratio }) => ratio < thresholds.update.atOnce);
  const kernels = model.layers.flatMap(({ weights }) => weights.filter(({ shape }) => shape.length >= 2));
  return (
    (isBelowAtOnce && learns(measured, thresholds.guessing.near)) ||
    (hasNormalization(model) && learns(seen, thresholds.guessing.near)) ||
    isBroughtBack(facts, shown) ||
    (kernels.length <= thresholds.update.bearable && learns(seen, thresholds.steps.notBegun))
  );
}

/** Whether further steps, none of which throws away what the weights were, bring the loss below a constant answer's. */
function isBroughtBack(facts: Facts, shown: readonly Judged[]): boolean {
  return shown.every(({ seed, ratio }) => ratio < thresholds.update.recovers && learnsFurther(facts, seed));
}

function learnsFurther(facts: Facts, seed: SeedFacts): boolean {
  return furtherStepsOf(facts, seed)?.learns === 'below';
}

function largeStep(facts: Facts, ratio: number, seeds: readonly number[]): string {
  const size = ratio > 1 ? `${formatFactor(ratio)} their size` : `${formatShare(ratio)} of their size`;
  return `One of the first steps changes the weights by ${size}${inSeeds(facts, seeds)}, where about 0.1 % is healthy`;
}

function risingLoss(facts: Facts, shown: readonly Judged[], seeds: readonly number[]): string {
  const first = formatDecimal(medianOfFinite(shown.map((s) => s.seed.loss.first)));
  const later = formatDecimal(medianOfFinite(shown.map((s) => s.seed.loss.later)));
  const guessing = formatDecimal(lossOfGuessing(facts));
  return (
    `The loss rises from ${first} to ${later}${inSeeds(facts, seeds)}, ` +
    `where always giving the same answer costs ${guessing}`
  );
}
