/**
 * Part of the rule exploding-gradient: a loop that applies gradients with the wrong sign, so that each step takes the
 * weights along the gradient of the loss and the loss rises.
 */

import { formatDecimal } from '../../report/format';
import type { Finding } from '../../report/finding';
import { learningLimits } from '../../report/losses';
import { medianOfFinite } from '../../report/statistics';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { hasOpponent } from '../evidence/opponent';
import { thresholds } from '../thresholds/thresholds';
import { toFinding, trainingPlace } from '../phrases/verdict';

/**
 * At most one error, where the code applies the gradients. Against another net, or where the code climbs a score of its
 * own, going up is what the loop is for: the loss has to be one that falls as answers get better. Where nobody knows
 * whether it is a loss or a score, it is information; a number below 0 is a score.
 */
export function uphillSteps(facts: Facts): Finding[] {
  const { lossSlips = [], lossCalls = [] } = facts.model;
  const slip = lossSlips.find(({ kind }) => kind === 'uphill');
  if (!slip || hasOpponent(facts) || !hasKernels(facts)) return [];
  const isLoss = lossCalls.length > 0 && lossCalls.every(({ kind }) => kind !== null);
  const shown = facts.seeds.filter((seed) =>
    isLoss ? hasTargets(facts, seed) && !falls(seed, 1) : seed.loss.first > 0 && !falls(seed, thresholds.loss.rising),
  );
  if (!isMajority(facts, shown)) return [];
  const negations = lossSlips.flatMap(({ kind, at }) => (kind === 'negated' && at ? [at] : []));
  const losses = shown.map(({ index }) => facts.model.losses[index]);
  const first = formatDecimal(medianOfFinite(losses.map((series) => series[0])));
  const last = losses.map((series) => series[series.length - 1]);
  const end = last.every(Number.isFinite) ? formatDecimal(medianOfFinite(last)) : 'infinity';
  const rises = `rises from ${first} to ${end}`;
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: isLoss ? 'error' : 'information',
      role: 'cause',
      message: isLoss
        ? 'Each step goes up the loss: it changes the weights along their gradients, not against them, and the loss ' +
          `${rises}. ${remedy(facts)}.`
        : `Each step changes the weights along their gradients, so that what the code computes these of ${rises}. ` +
          `That is right for a score. If it is a loss: ${remedy(facts)}.`,
      ...(!isLoss && { headline: 'gradients flow; steps go uphill' }),
      at: slip.at ?? trainingPlace(facts),
      layers: layersWhere(facts.model.layers, isTrainable),
      places: negations.map((place) => ({ ...place, note: 'the gradients are multiplied here' })),
      seeds: shown.map(({ index }) => index),
    }),
  ];
}

function falls({ loss }: SeedFacts, below: number): boolean {
  return loss.later < below * loss.first;
}

/** A loop without an optimizer assigns new weights itself. */
function remedy({ model }: Facts): string {
  return model.optimizer === 'none'
    ? 'Subtract the gradients from the weights: weights.assign(weights.sub(gradient.mul(rate)))'
    : 'applyGradients subtracts what it is given: give it the gradients as they are, without neg() or mul(-1)';
}

/** A variable that nothing is multiplied by, such as noise that is to mislead a classifier, may well be sent uphill. */
function hasKernels({ model: { layers } }: Facts): boolean {
  return layers.some(({ className, isKernel }) => className !== 'Variable' || isKernel);
}

/** Whether targets differ from each other: another net's answers are all to become the same. */
function hasTargets({ model: { answers } }: Facts, { index }: SeedFacts): boolean {
  const [data, constant] = [answers?.data[index] ?? [], answers?.constant[index] ?? []];
  return constant.length > 0 && constant[0] > learningLimits.leastConstant * data[0];
}
