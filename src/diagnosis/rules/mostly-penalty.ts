/**
 * Part of the rule not-learning: penalties that outweigh the error of the answers, of regularizers or in a loss by
 * hand.
 */

import { formatDecimal, formatShare } from '../../report/format';
import type { BlamedText, Finding } from '../../report/finding';
import { lateShare, penaltyShare } from '../../report/losses';
import type { Location } from '../../report/position';
import { largest, medianOfFinite } from '../../report/statistics';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { answersOf } from '../evidence/loss-of-guessing';
import { endsAtConstantAnswer, unlearnedLater } from '../evidence/further-steps';
import { layersWhere } from '../evidence/layer-graph';
import type { Hold } from '../phrases/hold';
import { inSeeds, stepsText } from '../phrases/phrases';
import { mainLine, toFinding, trainingPlace } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';

const limits = thresholds.learning;

/** The penalty that is most of the loss, as what holds a model that learns nothing; undefined where it is less. */
export function largePenalty(facts: Facts, seeds: readonly SeedFacts[]): Hold | undefined {
  // Outputs may please it within a few steps, and have given up the examples by then: all steps count.
  const shares = seeds.map((seed) => (isOfOutputs(facts) ? penaltyOfAllSteps(facts, seed) : penaltyOf(facts, seed)));
  const share = medianOfFinite(shares);
  if (!(share > limits.penalty)) return undefined;
  const layers = penalizedLayers(facts);
  const harm = isOfOutputs(facts)
    ? ', so that training makes that part small and leaves the answers alike'
    : ` and ${facts.model.penaltyAt ? 'keeps' : 'keep'} the weights too small to tell examples apart`;
  return {
    reason: `${penaltyText(facts, share)}${harm}. ${lowerFactor(facts)}.`,
    at: penaltyPlace(facts, layers),
    layers,
    blames: blamedPenalties(facts, layers),
  };
}

/**
 * What outputs add to the loss without meeting targets, where it was a part of it at first: to answer every example
 * alike makes it small, as the divergence of a variational autoencoder whose code comes to say nothing (posterior
 * collapse; Bowman et al. 2016).
 */
export function collapsedOutputs(facts: Facts, seeds: readonly SeedFacts[]): Hold | undefined {
  if (!isOfOutputs(facts)) return undefined;
  // A few steps may make it small already.
  const shareAtFirst = (seed: SeedFacts): number =>
    largest(
      seed.early.map((step) => {
        const [data, loss] = [answersOf(facts, seed).data[step], facts.model.losses[seed.index][step]];
        return penaltyShare([data], [loss], 1);
      }),
    );
  const share = medianOfFinite(seeds.map(shareAtFirst));
  if (!(share > limits.speaks)) return undefined;
  return {
    reason:
      `The part that the loss adds here to the error of the answers was ${formatShare(share)} of it at first, and is ` +
      `least where the answers are all alike, which they have become. ${lowerFactor(facts)}.`,
    at: penaltyPlace(facts, []),
    layers: [],
  };
}

/** The share of penalties in a seed's loss. */
function penaltyOf(facts: Facts, seed: SeedFacts): number {
  return penaltyShare(answersOf(facts, seed).data, facts.model.losses[seed.index]);
}

/** The finding on a model that learns while most of its loss is the penalty. */
export function mostlyPenalty(facts: Facts): Finding[] {
  const shown = facts.seeds.filter(
    (seed) =>
      seed.steps > 1 &&
      (penaltyOf(facts, seed) > limits.nearlyAll ||
        (penaltyOf(facts, seed) > limits.penalty && lateShare(answersOf(facts, seed)) > limits.well)),
  );
  if (!isMajority(facts, shown)) return [];
  const seeds = shown.map(({ index }) => index);
  const share = medianOfFinite(shown.map((seed) => lateShare(answersOf(facts, seed))));
  const layers = penalizedLayers(facts);
  const unlearned = unlearnedLater(facts, shown);
  const isUnlearned = unlearned !== undefined || endsAtConstantAnswer(facts, limits.clearly);
  const isNearlyAll = penaltyShareOf(facts, shown) > limits.nearlyAll;
  return [
    toFinding(facts, {
      code: 'not-learning',
      // Where the code stops with nothing learned, a penalty that is nearly all of the loss is why.
      severity: isNearlyAll && isUnlearned ? 'warning' : 'information',
      role: 'cause',
      message:
        `${penaltyText(facts, penaltyShareOf(facts, shown))}${inSeeds(facts, seeds)}, so that its fall shows ` +
        `${isOfOutputs(facts) ? 'that part' : 'smaller weights'} more than better answers: ` +
        `${unlearned ? `after ${stepsText(unlearned)} ` : ''}the loss of the data is ` +
        `${formatDecimal(unlearned?.share ?? share)} times that of giving every example the ` +
        `same answer. ${lowerFactor(facts)}, and look at the loss without ${facts.model.penaltyAt ? 'it' : 'them'}.`,
      headline: 'gradients flow; the loss is mostly penalty',
      at: penaltyPlace(facts, layers),
      layers,
      blames: blamedPenalties(facts, layers),
      seeds,
    }),
  ];
}

function penaltyShareOf(facts: Facts, seeds: readonly SeedFacts[]): number {
  return medianOfFinite(seeds.map((seed) => penaltyOf(facts, seed)));
}

function penaltyOfAllSteps(facts: Facts, seed: SeedFacts): number {
  const losses = facts.model.losses[seed.index];
  return penaltyShare(answersOf(facts, seed).data, losses, losses.length);
}

function penaltyText(facts: Facts, ofLoss: number): string {
  const share = formatShare(ofLoss);
  if (isOfOutputs(facts)) return `The part that the loss adds here to the error of the answers is ${share} of it`;
  return facts.model.penaltyAt
    ? `The penalty on the weights is ${share} of the loss`
    : `The penalties of the regularizers are ${share} of the loss`;
}

function lowerFactor({ model }: Facts): string {
  if (model.penaltyOf === 'outputs')
    return 'Give it a smaller factor, first a hundredth; where the error is a mean and this one a sum, take two means';
  return model.penaltyAt
    ? 'Lower the factor of this penalty, first to a hundredth'
    : 'Lower the factor of the regularizers, such as l2: 0.001';
}

/** Whether outputs that meet no targets make the penalty, as the divergence of a variational autoencoder. */
export function isOfOutputs({ model }: Facts): boolean {
  return model.penaltyOf === 'outputs';
}

function penalizedLayers({ model }: Facts): readonly number[] {
  return layersWhere(model.layers, (layer) => layer.isPenalized === true);
}

/** The call of a loop that makes the penalty, or the layers that have one. */
export function penaltyPlace(facts: Facts, layers: readonly number[]): Location {
  return facts.model.penaltyAt ?? (layers.length > 0 ? mainLine(facts, layers) : trainingPlace(facts));
}

/** The regularizers of layers; a penalty of a loop stands where it is made. */
function blamedPenalties({ model }: Facts, layers: readonly number[]): readonly BlamedText[] {
  return model.penaltyAt ? [] : [{ setting: 'regularizer', layers }];
}
