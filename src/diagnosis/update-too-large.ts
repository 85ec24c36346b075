/** Rule update-too-large: steps that change the weights by a large part of their size, because of the learning rate. */

import { formatFactor, formatShare } from '../report/format';
import type { Finding } from '../report/finding';
import type { Facts } from './facts';
import { isTrainable } from './graph';
import { largest, medianOfFinite } from './statistics';
import { thresholds } from './thresholds';
import { inSeeds, toFinding, trainingPlace } from './wording';
import { hasOwnLearningRate, updateRatios } from './update-ratio';

/** The middle kernel's update ratio (against at least the size that Glorot would give it), the largest of the first steps, above `update.large`. Where the loss rises or stands still it is an error, where it halves in every seed all the same and the step was under `update.recovers` it is information. */
export function updateTooLarge(facts: Facts): Finding[] {
  const { model } = facts;
  const judged = facts.seeds.map((seed) => ({ seed, ratio: largest(updateRatios(facts, seed, 'ordinary').slice(0, thresholds.earlySteps)) }));
  const shown = judged.filter(({ ratio }) => ratio > thresholds.update.large);
  if (shown.length * 2 <= facts.seeds.length || !hasOwnLearningRate(facts)) return [];
  const indices = shown.map((s) => s.seed.index);
  const jump = medianOfFinite(shown.map((s) => s.ratio));
  const size = jump > 1 ? `${formatFactor(jump)} their size` : `${formatShare(jump)} of their size`;
  // A kernel before a normalization may be of any size: a large step only grows it, and the next ones are smaller against it.
  const normalized = model.layers.some((layer) => layer.className.includes('Normalization'));
  const harmless = (normalized || jump < thresholds.update.recovers) && facts.seeds.every(({ loss }) => loss.trend === 'trained');
  const harmed = shown.every(({ seed }) => seed.loss.trend !== 'falling' && seed.loss.trend !== 'trained');
  return [
    toFinding(facts, {
      code: 'update-too-large',
      severity: harmed ? 'error' : harmless ? 'information' : 'warning',
      role: 'cause',
      message: `One of the first steps changes the weights by ${size}${inSeeds(facts, indices)}, where about 0.1 % is healthy: the learning rate of ${model.learningRate} is too large for ${model.optimizer}.`,
      at: trainingPlace(facts),
      layers: model.layers.map((_, i) => i).filter((i) => isTrainable(model.layers[i])),
      seeds: indices,
    }),
  ];
}
