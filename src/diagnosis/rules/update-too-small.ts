/**
 * Rule update-too-small: steps that hardly change the weights, because of the learning rate and not of the gradient.
 * It compares the update ratio (middle kernel, median over all steps) with a threshold for the kind of optimizer:
 * `update.smallAdaptive` for Adam and its like; for others `update.smallPlain` with a learning rate below
 * `update.lowPlainRate`, else `update.tinyPlain`.
 * It also blames an optimizer that does not adapt if a step can take away almost nothing of the loss
 * (`update.stalled`, `update.slowAtLowRate`).
 */

import { formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import { geometricMean, medianOfFinite } from '../../report/statistics';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { isAtGuessing } from '../evidence/loss-of-guessing';
import { thresholds } from '../evidence/thresholds';
import {
  greatestProgress,
  hasEnoughGradient,
  hasOwnLearningRate,
  isAdaptive,
  isStalled,
  updateRatios,
} from '../evidence/update-ratio';
import { inSeeds } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';

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
function higherRate({ optimizer, learningRate }: Facts['model']): number {
  const usual = usualRate(optimizer);
  return learningRate < usual ? usual : 10 * learningRate;
}

/** The learning rate that tfjs takes where the code gives none. */
function usualRate(optimizer: string): number {
  return isAdaptive(optimizer) ? 0.001 : 0.01;
}

/** One finding where training is set up; with frozen layers it is information, since fine-tuning takes small steps. */
export function updateTooSmall(facts: Facts): Finding[] {
  const { smallAdaptive, smallPlain, tinyPlain, lowPlainRate, warmUp } = thresholds.update;
  const { model } = facts;
  const limit = isAdaptive(model.optimizer)
    ? smallAdaptive
    : model.learningRate < lowPlainRate
      ? smallPlain
      : tinyPlain;
  const shown = facts.seeds
    .map((seed) => ({ seed, ratios: updateRatios(facts, seed, 'own') }))
    .map(({ seed, ratios }) => ({
      seed,
      ratio: medianOfFinite(ratios),
      isSmall: medianOfFinite(ratios) < limit || isStalled(facts, seed) || isSlow(facts, seed),
      isWarmingUp: ratios[ratios.length - 1] > warmUp * ratios[0],
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
      at: trainingPlace(facts),
      layers: layersWhere(model.layers, isTrainable),
      seeds: indices,
    }),
  ];
}
