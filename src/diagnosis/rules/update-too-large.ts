/** Rule update-too-large: steps that change the weights by a large part of their size, because of the learning rate. */

import { formatDecimal, formatFactor, formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import { type Facts, falls, type SeedFacts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';
import { lossOfGuessing } from '../evidence/loss-of-guessing';
import { largest, medianOfFinite } from '../../report/statistics';
import { thresholds } from '../evidence/thresholds';
import { inSeeds, toFinding, trainingPlace } from '../wording/wording';
import { hasOwnLearningRate, updateRatios } from '../evidence/update-ratio';

interface Judged {
  readonly seed: SeedFacts;
  /** The largest update ratio of the first steps. */
  readonly ratio: number;
}

/**
 * Whether the loss falls without any step that raised it: such steps are not too large, whatever they change (gradient descent lowers it as long as the rate is under 2 / largest curvature). Where it is all but
 * gone and no step was larger than the weights themselves, it counts as steady too: the losses of single batches differ.
 */
function isSteady(facts: Facts, { seed, ratio }: Judged): boolean {
  const losses = facts.model.losses[seed.index];
  const isSolved = seed.loss.later < thresholds.loss.gone * seed.loss.first && ratio < 1;
  return falls(seed) && (isSolved || losses.every((loss, step) => step === 0 || loss <= losses[step - 1]));
}

/** Whether training made a classifier worse than guessing, step by step: cross-entropy is bounded (tfjs cuts it off at 16), so it cannot diverge as a squared error does. */
function isThrown(facts: Facts, seed: SeedFacts): boolean {
  const last = seed.steps - 1;
  // Gradients that are no numbers are a matter of their own.
  const isFinite = facts.model.layers.every(
    (layer) =>
      !isTrainable(layer) ||
      layer.weights.every((w) => !w.trainable || Number.isFinite(w.gradientL2[seed.index]?.[last])),
  );
  return (
    isFinite && seed.loss.trend === 'rising' && seed.loss.later > thresholds.guessing.worse * lossOfGuessing(facts)
  );
}

/**
 * The middle kernel's update ratio (against at least the size that Glorot would give it), the largest of the first steps, above `update.large` (`update.recovers` with normalization layers), in seeds in which some step raised the loss; or a cross-entropy
 * that rises over `guessing.worse` times that of guessing. Where the loss rises or stands still it is an error; where it falls in all of these seeds, and the step was under `update.recovers` or a normalization
 * bears it, it is information.
 */
export function updateTooLarge(facts: Facts): Finding[] {
  const { model } = facts;
  const judged = facts.seeds.map((seed): Judged => ({
    seed,
    ratio: largest(updateRatios(facts, seed, 'ordinary').slice(0, thresholds.earlySteps)),
  }));
  // A kernel before a normalization may be of any size: a large step only grows it, and the next ones are smaller against it.
  const normalized = model.layers.some((layer) => layer.className.includes('Normalization'));
  const { large, recovers } = thresholds.update;
  const isLarge = ({ ratio }: Pick<Judged, 'ratio'>): boolean => ratio > (normalized ? recovers : large);
  const shown = judged.filter((j) => (isLarge(j) && !isSteady(facts, j)) || isThrown(facts, j.seed));
  if (shown.length * 2 <= facts.seeds.length || !hasOwnLearningRate(facts)) return [];
  const indices = shown.map((s) => s.seed.index);
  const jump = medianOfFinite(shown.map((s) => s.ratio));
  const harmless = (normalized || jump < recovers) && shown.every(({ seed }) => falls(seed));
  const harmed = !shown.some(({ seed }) => falls(seed));
  const size = jump > 1 ? `${formatFactor(jump)} their size` : `${formatShare(jump)} of their size`;
  const [first, later] = [
    medianOfFinite(shown.map((s) => s.seed.loss.first)),
    medianOfFinite(shown.map((s) => s.seed.loss.later)),
  ].map(formatDecimal);
  const what = isLarge({ ratio: jump })
    ? `One of the first steps changes the weights by ${size}${inSeeds(facts, indices)}, where about 0.1 % is healthy`
    : `The loss rises from ${first} to ${later}${inSeeds(facts, indices)}, where always giving the same answer costs ${formatDecimal(lossOfGuessing(facts))}`;
  const verdict = harmless
    ? `is at the upper end for ${model.optimizer}, though the loss falls`
    : `is too large for ${model.optimizer}`;
  return [
    toFinding(facts, {
      code: 'update-too-large',
      severity: harmed ? 'error' : harmless ? 'information' : 'warning',
      role: 'cause',
      message: `${what}: the learning rate of ${model.learningRate} ${verdict}.`,
      at: trainingPlace(facts),
      layers: model.layers.map((_, i) => i).filter((i) => isTrainable(model.layers[i])),
      seeds: indices,
    }),
  ];
}
