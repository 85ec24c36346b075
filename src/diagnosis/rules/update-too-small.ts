/**
 * Rule update-too-small: steps that hardly change the weights, because of the learning rate and not of the gradient.
 * It compares the update ratio (middle kernel, median over all steps) with a threshold for the kind of optimizer:
 * `update.smallAdaptive` for Adam and its like; for others `update.smallPlain` with a learning rate below
 * `update.lowPlainRate`, else `update.tinyPlain`; at a rate far below the usual ones, and a loss at guessing, the
 * threshold of Adam counts for them too.
 * It also blames an optimizer that does not adapt if a step can take away almost nothing of the loss
 * (`update.stalled`, `update.slowAtLowRate`).
 */

import { formatMagnitude } from '../../report/format';
import { isAdaptive, usualRate } from '../../report/model-settings';
import type { Finding } from '../../report/finding';
import { geometricMean, medianOfFinite } from '../../report/statistics';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { isAtGuessing } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import {
  greatestProgress,
  hasEnoughGradient,
  hasOwnLearningRate,
  isStalled,
  updateRatios,
} from '../evidence/update-ratio';
import { inSeeds } from '../phrases/phrases';
import { toFinding, optimizerPlace } from '../phrases/verdict';

/** Half a unit in the last place of float32: smaller changes of a weight are lost, or count as too much. */
const rounding = 2 ** -24;
/** By how much a momentum of 0.9 makes its first steps grow, 1 / (1 - 0.9), at an even learning rate. */
const momentumBuildUp = 10;
/** Gradients that the code looks at once or twice need not be applied. */
const stillSteps = 5;

/** Whether a low learning rate makes a seed slow, although its update ratio is not too small. */
function isSlow(facts: Facts, seed: SeedFacts): boolean {
  const { lowPlainRate, slowAtLowRate } = thresholds.update;
  const { optimizer, learningRate } = facts.model;
  return (
    !isAdaptive(optimizer) &&
    learningRate < lowPlainRate &&
    greatestProgress(facts, seed) < slowAtLowRate &&
    isAtGuessing(facts, seed)
  );
}

/** The update ratio below which a seed's steps are too small for the kind of optimizer and its learning rate. */
function smallestRatio(facts: Facts, seed: SeedFacts): number {
  const { smallAdaptive, smallPlain, tinyPlain, lowPlainRate, farBelowPlainRate } = thresholds.update;
  const { optimizer, learningRate } = facts.model;
  if (isAdaptive(optimizer)) return smallAdaptive;
  if (learningRate < farBelowPlainRate && isAtGuessing(facts, seed)) return smallAdaptive;
  return learningRate < lowPlainRate ? smallPlain : tinyPlain;
}

/** Whether steps change the weights, or would if the change were not lost in the rounding of 32 bits. */
function moves(facts: Facts, seed: SeedFacts, ratio: number): boolean {
  return ratio > 0 || (ratio === 0 && facts.model.learningRate > 0 && hasEnoughGradient(facts, seed));
}

function changeText(ratio: number): string {
  return ratio > 0
    ? `Each step changes the weights by only ${formatMagnitude(ratio)} of their size`
    : 'Gradients arrive, but each step is so small that no weight changes by it';
}

/** The usual learning rate, or ten times the present one where that is as high already. */
export function higherRate({ optimizer, learningRate }: Facts['model']): number {
  const usual = usualRate(optimizer);
  return learningRate < usual ? usual : 10 * learningRate;
}

/**
 * One finding where training is set up: that no step changes a weight, or too little. With frozen layers small steps
 * are information, since fine-tuning takes them.
 */
export function updateTooSmall(facts: Facts): Finding[] {
  const still = standingStill(facts);
  return still.length > 0 ? still : smallSteps(facts);
}

/** The finding on gradients that arrive and change nothing, since the learning rate is 0 or nothing applies them. */
function standingStill(facts: Facts): Finding[] {
  const { model } = facts;
  const { learningRate, layers } = model;
  const trainable = layersWhere(layers, isTrainable);
  const weights = trainable.flatMap((index) => layers[index].weights.filter((weight) => weight.trainable));
  const stands = ({ index, steps }: SeedFacts): boolean =>
    steps >= stillSteps &&
    weights.every(({ updateRatio }) => updateRatio[index].every((ratio) => ratio === 0 || Number.isNaN(ratio))) &&
    weights.every(({ updateRatio, l2 }) => !Number.isNaN(updateRatio[index].at(-1)) || l2[index].at(-1) === 0) &&
    weights.some(({ gradientL2 }) => gradientL2[index].every((norm) => norm > 0));
  const isUnapplied = model.optimizer === 'none';
  if ((learningRate !== 0 && !isUnapplied) || !facts.seeds.every(stands) || !hasOwnLearningRate(facts)) return [];
  const what = isUnapplied
    ? 'the code computes them and never applies them. Give them to an optimizer: optimizer.applyGradients(grads).'
    : `the learning rate of ${model.optimizer} is 0. Raise it, to ${usualRate(model.optimizer)} for a start.`;
  return [
    toFinding(facts, {
      code: 'update-too-small',
      severity: 'warning',
      role: 'cause',
      message: `Gradients arrive, but no step changes any weight: ${what}`,
      at: optimizerPlace(facts),
      layers: trainable,
      blames: [{ setting: 'learningRate' }],
    }),
  ];
}

function smallSteps(facts: Facts): Finding[] {
  const { warmUp } = thresholds.update;
  const { model } = facts;
  const buildUp = /momentum/i.test(model.optimizer) ? momentumBuildUp : 1;
  const shown = facts.seeds
    .map((seed) => ({ seed, ratios: updateRatios(facts, seed, 'own') }))
    .map(({ seed, ratios }) => ({
      seed,
      ratio: medianOfFinite(ratios),
      isSmall: medianOfFinite(ratios) < smallestRatio(facts, seed) || isStalled(facts, seed) || isSlow(facts, seed),
      isWarmingUp: ratios[ratios.length - 1] > warmUp * buildUp * Math.max(ratios[0], rounding),
    }))
    .filter(
      ({ seed, ratio, isSmall, isWarmingUp }) =>
        moves(facts, seed, ratio) &&
        isSmall &&
        !isWarmingUp &&
        seed.loss.trend !== 'trained' &&
        seed.loss.trend !== 'diverged',
    );
  if (!isMajority(facts, shown) || !hasOwnLearningRate(facts)) return [];
  const ratio = geometricMean(shown.map((s) => s.ratio));
  const indices = shown.map((s) => s.seed.index);
  const hasFrozenLayers = model.layers.some((layer) => layer.weights.length > 0 && !isTrainable(layer));
  return [
    toFinding(facts, {
      code: 'update-too-small',
      severity: hasFrozenLayers ? 'information' : 'warning',
      role: 'cause',
      message:
        `${changeText(ratio)}${inSeeds(facts, indices)}, where about 1.0e-3 is healthy: the learning rate of ` +
        `${model.learningRate} is too small for ${model.optimizer}. Raise it, to ${higherRate(model)} for a ` +
        'start.',
      at: optimizerPlace(facts),
      layers: layersWhere(model.layers, isTrainable),
      blames: [{ setting: 'learningRate' }],
      seeds: indices,
    }),
  ];
}
