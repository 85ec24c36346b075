/** Rule update-too-small: steps that hardly change the weights, because of the learning rate and not of the gradient. */

import { formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { Facts, SeedFacts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';
import { isAtGuessing } from '../evidence/loss-of-guessing';
import { geometricMean, medianOfFinite } from '../../report/statistics';
import { thresholds } from '../evidence/thresholds';
import { inSeeds, toFinding, trainingPlace } from '../wording/wording';
import { hasOwnLearningRate, isAdaptive, isStalled, progressOf, updateRatios } from '../evidence/update-ratio';

/**
 * The middle kernel's update ratio, median over all steps, under `smallAdaptive` (Adam and its like), or for others `smallPlain` if the learning rate is under `lowPlainRate` and `tinyPlain` if not, while the loss does not fall, unless
 * the ratio is growing as in a warm-up. Optimizers that do not adapt are accused too where the gradient is so small that a step can take away next to nothing of the loss (`stalled`, `slowAtLowRate`). With frozen layers it is information: fine-tuning goes in small steps on purpose.
 */
export function updateTooSmall(facts: Facts): Finding[] {
  const { smallAdaptive, smallPlain, tinyPlain, lowPlainRate, slowAtLowRate, warmUp } = thresholds.update;
  const { model } = facts;
  const adaptive = isAdaptive(model.optimizer);
  const limit = adaptive ? smallAdaptive : model.learningRate < lowPlainRate ? smallPlain : tinyPlain;
  const isSlow = (seed: SeedFacts): boolean =>
    !adaptive &&
    model.learningRate < lowPlainRate &&
    progressOf(facts, seed) < slowAtLowRate &&
    isAtGuessing(facts, seed);
  const judged = facts.seeds
    .map((seed) => ({ seed, ratios: updateRatios(facts, seed, 'own') }))
    .map(({ seed, ratios }) => ({
      seed,
      ratio: medianOfFinite(ratios),
      small: medianOfFinite(ratios) < limit || isStalled(facts, seed) || isSlow(seed),
      warming: ratios[ratios.length - 1] > warmUp * ratios[0],
    }));
  const shown = judged.filter(
    ({ seed, ratio, small, warming }) =>
      ratio > 0 && small && !warming && seed.loss.trend !== 'trained' && seed.loss.trend !== 'diverged',
  );
  if (shown.length * 2 <= facts.seeds.length || !hasOwnLearningRate(facts)) return [];
  const ratio = geometricMean(shown.map((s) => s.ratio));
  const indices = shown.map((s) => s.seed.index);
  const frozen = model.layers.some((layer) => layer.weights.length > 0 && !isTrainable(layer));
  return [
    toFinding(facts, {
      code: 'update-too-small',
      severity: frozen ? 'information' : 'warning',
      role: 'cause',
      message: `Each step changes the weights by only ${formatMagnitude(ratio)} of their size${inSeeds(facts, indices)}, where about 1.0e-3 is healthy: the learning rate of ${model.learningRate} is too small for ${model.optimizer}.`,
      at: trainingPlace(facts),
      layers: model.layers.map((_, i) => i).filter((i) => isTrainable(model.layers[i])),
      seeds: indices,
    }),
  ];
}
