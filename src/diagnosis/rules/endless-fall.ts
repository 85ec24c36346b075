/**
 * Part of the rule not-learning: a part of a loop's loss that has no least value, such as a divergence with the wrong
 * sign. The loss falls far below zero, which looks like learning.
 */

import { formatDecimal } from '../../report/format';
import type { Finding } from '../../report/finding';
import { endsBelowZero, lateShare } from '../../report/losses';
import type { Location } from '../../report/position';
import { medianOfFinite } from '../../report/statistics';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { answersOf } from '../evidence/loss-of-guessing';
import { hasOpponent } from '../evidence/opponent';
import { inSeeds } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';
import { isOfOutputs } from './mostly-penalty';

const limits = thresholds.learning;

/** At most one finding, on the call that makes the part; else on the training, where the whole loss runs away. */
export function endlessFall(facts: Facts): Finding[] {
  const ofPart = [endlessByForm(facts), endlessPart(facts)].find((found) => found.length > 0);
  return ofPart ?? endlessWhole(facts);
}

/** The finding on what is added to the error of the answers, and falls faster and faster. */
function endlessPart(facts: Facts): Finding[] {
  // Where no part is known for the error of the answers, the whole may be a likelihood, which falls below 0 in peace.
  const hasError = facts.model.answers !== undefined || (facts.model.lossCalls?.length ?? 0) > 0;
  if (!isOfOutputs(facts) || isJudge(facts) || !hasError) return [];
  const shown = facts.seeds.filter((seed) => runsAway(facts, seed));
  if (!isMajority(facts, shown)) return [];
  const seeds = shown.map(({ index }) => index);
  const parts = shown.map((seed) => addedPart(facts, seed));
  const first = medianOfFinite(parts.map((part) => part[0]));
  const last = medianOfFinite(parts.map((part) => part.at(-1) ?? NaN));
  const share = medianOfFinite(shown.map((seed) => lateShare(answersOf(facts, seed))));
  const answers = Number.isFinite(share)
    ? `, while the loss of the data is ${formatDecimal(share)} times that of giving every example the same answer`
    : '';
  return [
    findingOf(facts, {
      message:
        `The part that the loss adds here to the error of the answers has no least value${inSeeds(facts, seeds)}: it ` +
        `falls from ${formatDecimal(first)} to ${formatDecimal(last)} in ${facts.model.steps} steps, and training ` +
        `follows it${answers}. Look at its sign: a divergence from a normal distribution is -0.5 times the sum of ` +
        '1 + logVariance - mean² - exp(logVariance), which is never below zero.',
      at: facts.model.penaltyAt,
      seeds,
    }),
  ];
}

/**
 * The finding on a loss that is far below zero, and falls faster and faster: an error over what may be negative.
 * Where the error of the answers is known, it tells more.
 */
function endlessWhole(facts: Facts): Finding[] {
  const { answers, losses, steps } = facts.model;
  if (answers) return [];
  const shown = facts.seeds.filter(({ index, loss, steps: taken }) => {
    const isFar = loss.later < -limits.farBelow * Math.max(1, Math.abs(loss.first));
    return isFar && taken >= thresholds.steps.few && fallsFaster(losses[index]);
  });
  if (!isMajority(facts, shown) || hasOpponent(facts) || isJudge(facts)) return [];
  const seeds = shown.map(({ index }) => index);
  const [first, last] = [shown.map(({ loss }) => loss.first), seeds.map((index) => losses[index].at(-1) ?? NaN)];
  return [
    findingOf(facts, {
      message:
        `The loss falls below zero, faster and faster${inSeeds(facts, seeds)}: from ` +
        `${formatDecimal(medianOfFinite(first))} to ${formatDecimal(medianOfFinite(last))} in ${steps} steps. It has ` +
        'no least value, so the answers only get worse. Look for a divisor or a factor that is below 0, such as the ' +
        'mean of a column, for a minus, and for a logarithm that nothing holds.',
      at: facts.model.lossCalls?.at(0)?.at,
      seeds,
    }),
  ];
}

/** The finding on parts that can only fall, as the form of the loss shows before they do. */
function endlessByForm(facts: Facts): Finding[] {
  const slip = facts.model.lossSlips?.find(({ kind }) => kind === 'endless');
  if (!slip) return [];
  const [sum, right] =
    slip.operation === 'logarithm'
      ? ['the square of a deviation and its logarithm', 'mean² + deviation² - 1 - 2 log(deviation)']
      : ['the exponential of a logarithm and the logarithm itself', 'mean² + exp(logVariance) - 1 - logVariance'];
  return [
    findingOf(facts, {
      message:
        `The loss adds up ${sum} here: it has no least value, and falls without end as the deviation goes to zero. A ` +
        `divergence from a normal distribution subtracts the logarithm: 0.5 times the sum of ${right}.`,
      at: slip.at,
    }),
  ];
}

function findingOf(
  facts: Facts,
  { at, ...told }: Pick<Finding, 'message'> & { readonly at: Location | undefined; readonly seeds?: readonly number[] },
): Finding {
  return toFinding(facts, {
    code: 'not-learning',
    severity: 'error',
    role: 'cause',
    headline: 'gradients flow; the loss falls without end',
    at: at ?? trainingPlace(facts),
    layers: [],
    ...told,
  });
}

/** Whether the part is below zero, falls faster and faster, and the data are not answered better than by a constant. */
function runsAway(facts: Facts, seed: SeedFacts): boolean {
  return (
    seed.steps >= thresholds.steps.few &&
    endsBelowZero(facts.model.losses[seed.index]) &&
    fallsFaster(addedPart(facts, seed)) &&
    !(lateShare(answersOf(facts, seed)) <= limits.below)
  );
}

/** The score of a critic, which tells data from fakes, may fall as far as a penalty on its slope lets it. */
function isJudge({ model }: Facts): boolean {
  return model.lossSlips?.some(({ kind }) => kind === 'judges') ?? false;
}

/** Whether numbers are below zero at their end, and by how much more than in the middle. */
function fallsFaster(numbers: readonly number[]): boolean {
  const third = Math.floor(numbers.length / 3);
  const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
  return mean(numbers.slice(-third)) < limits.runsAway * Math.min(0, mean(numbers.slice(third, 2 * third)));
}

/** What each step adds to the loss of the data. Beside large parts the data's is not known, and makes no difference. */
function addedPart(facts: Facts, seed: SeedFacts): number[] {
  const { data } = answersOf(facts, seed);
  return facts.model.losses[seed.index].map((loss, step) => loss - (data[step] ?? 0));
}
