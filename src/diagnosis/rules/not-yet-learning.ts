/**
 * Part of the rule not-learning: a model that stands at the constant answer when the probe ends, and has no time for
 * the some hundred further steps that would tell a slow start from a fault. It is information, so that nobody takes
 * such a model for one that learns; a warning where a dropout leaves hardly one unit, which no slow start explains, and
 * where a softmax inside the network makes the start slow.
 */

import { formatDecimal, formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import { medianOfFinite } from '../../report/statistics';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { codeEndOf, furtherStepsOf } from '../evidence/further-steps';
import { shareOfConstantLoss } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { hasOwnLearningRate, medianUpdateRatio } from '../evidence/update-ratio';
import type { WeighedHold } from '../phrases/hold';
import { inSeeds } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { fewUnitsLeft } from './few-units-left';
import { softmaxHold } from './softmax-inside';
import { targetsFarFromZero } from './targets-far-from-zero';

const limits = thresholds.learning;

/**
 * At most one finding, where training is set up or at a dropout that leaves hardly a unit. Its caller leaves out data
 * that the probe made up.
 */
export function notYetLearning(facts: Facts): Finding[] {
  const { model } = facts;
  const still = facts.seeds.filter((seed) => standsStill(facts, seed));
  const isStill = isMajority(facts, still);
  const shown = isStill ? still : facts.seeds.filter((seed) => staysFarOff(facts, seed));
  if (!isMajority(facts, shown)) return [];
  const seeds = shown.map(({ index }) => index);
  const late = medianOfFinite(shown.map((seed) => shareOfConstantLoss(facts, seed, seed.late)));
  const far = isStill ? undefined : targetsFarFromZero(facts, late);
  if (!isStill && !far) return [];
  const share = formatDecimal(late);
  const hold = isStill ? holdOf(facts) : undefined;
  const isOver = isMajority(
    facts,
    shown.filter((seed) => isEndSeen(facts, seed)),
  );
  const taken = isOver ? (model.stepsOfCode?.steps ?? model.steps) : model.steps;
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: hold?.isGrave ? 'warning' : 'information',
      role: 'cause',
      message:
        `Gradients flow, but in ${taken} steps the loss of the data stays at ${share} times that of giving ` +
        `every example the same answer${inSeeds(facts, seeds)}, ` +
        `${isOver ? 'and your code takes no more' : 'and there was no time for more'}. ` +
        (hold?.reason ?? far?.reason ?? advice(facts, shown)),
      headline: `gradients flow; nothing learned in ${taken} steps`,
      at: hold?.at ?? far?.at ?? trainingPlace(facts),
      layers: hold?.layers ?? [],
      blames: hold?.blames ?? (blamesRate(facts, shown) ? [{ setting: 'learningRate' }] : []),
      seeds,
    }),
  ];
}

/** What may hold a model at the constant answer; grave where no slow start explains it as well. */
function holdOf(facts: Facts): WeighedHold | undefined {
  const few = fewUnitsLeft(facts);
  if (few) return { ...few, isGrave: few.left < limits.hardlyOne };
  const softmax = softmaxHold(facts);
  return softmax && { ...softmax, isGrave: true };
}

/** Whether a seed learned nothing of data that hold something to learn, in too few steps to say why. */
function standsStill(facts: Facts, seed: SeedFacts): boolean {
  const further = furtherStepsOf(facts, seed);
  const late = shareOfConstantLoss(facts, seed, seed.late);
  return (
    seed.steps >= thresholds.steps.few &&
    further !== undefined &&
    further.steps < limits.furtherSteps &&
    further.learns !== 'below' &&
    (further.nearest < limits.learnable || (Number.isNaN(further.nearest) && isEndSeen(facts, seed))) &&
    (shareOfConstantLoss(facts, seed, seed.early) < limits.above || late < limits.above) &&
    late > limits.below
  );
}

/** Whether the further steps went on to the end of the code's own training. */
function isEndSeen(facts: Facts, seed: SeedFacts): boolean {
  return codeEndOf(facts, seed)?.from === 'further';
}

/** Whether a seed ends far above the constant answer, and has hardly come down, with no time to see whether it does. */
function staysFarOff(facts: Facts, seed: SeedFacts): boolean {
  const { steps = 0, nearest = 0 } = furtherStepsOf(facts, seed) ?? {};
  const late = shareOfConstantLoss(facts, seed, seed.late);
  return (
    seed.steps >= thresholds.steps.few &&
    steps < limits.furtherSteps &&
    nearest < limits.learnable &&
    late > thresholds.guessing.worse &&
    late > thresholds.loss.falling * shareOfConstantLoss(facts, seed, seed.early)
  );
}

function blamesRate(facts: Facts, seeds: readonly SeedFacts[]): boolean {
  return medianUpdateRatio(facts, seeds, 'glorot') > thresholds.update.restless && hasOwnLearningRate(facts);
}

function advice(facts: Facts, seeds: readonly SeedFacts[]): string {
  return blamesRate(facts, seeds)
    ? largeStepsReason(facts, medianUpdateRatio(facts, seeds, 'glorot'))
    : 'It may be a slow start: let the probe take more steps (gradline.steps, or --steps), or look at the loss of ' +
        'your own training.';
}

/**
 * Says that steps are too large to learn by, and what to do.
 * @param ratio the update ratio
 */
export function largeStepsReason({ model: { learningRate, optimizer } }: Facts, ratio: number): string {
  return (
    `Each step changes the weights by about ${formatShare(ratio)} of their size, where 0.1 % is healthy: lower the ` +
    `learning rate of ${formatDecimal(learningRate)} (${optimizer}), first to a tenth.`
  );
}
