/**
 * Rule few-steps: the training calls of the code end before the model has learned anything. Either they take fewer than
 * `steps.few` steps, as `fit(x, y)` does with a handful of rows, whose one epoch is one batch; or the loss of the data,
 * when they end, is about that of one constant answer. It is a warning where the probe has seen that of a
 * network which starts to learn at once, else information.
 */

import type { Finding } from '../../report/finding';
import { formatCount, formatDecimal } from '../../report/format';
import type { StepsOfCode } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';
import { type Facts, isMajority } from '../evidence/facts';
import { hasOwnLearningRate, medianUpdateRatio } from '../evidence/update-ratio';
import { type CodeEnd, codeEndOf, endsAtConstantAnswer, mostMayLearn, startsAtOnce } from '../evidence/further-steps';
import { thresholds } from '../thresholds/thresholds';
import { toFinding } from '../phrases/verdict';
import { higherRate } from './update-too-small';

const limits = thresholds.steps;

/** A finding where the code itself takes fewer steps than a training needs, at the line of its training call. */
export function fewSteps(facts: Facts): Finding[] {
  const { stepsOfCode: of, trainedAt, steps, alike = 1 } = facts.model;
  if (!of || !trainedAt) return [];
  const isHandful = of.steps < Math.min(limits.few, steps);
  const isUnlearned = startsAtOnce(facts) && endsAtConstantAnswer(facts, thresholds.learning.below);
  const end = isHandful && !isUnlearned ? `the probe went on for ${steps}` : endText(facts, of);
  if (end === undefined) return [];
  const rate = rateText(facts);
  return [
    toFinding(facts, {
      code: 'few-steps',
      severity: isUnlearned ? 'warning' : 'information',
      role: 'cause',
      message:
        `Your code takes ${lengthText(of)}; ${end}. ` +
        `Give fit more epochs, such as { epochs: ${epochsNeeded(of)} }${rate}.${anewText(alike)}`,
      at: trainedAt,
      layers: [],
      blames: [{ setting: 'epochs' }, ...(rate === '' ? [] : [{ setting: 'learningRate' } as const])],
    }),
  ];
}

/**
 * Says what the loss is when the code stops: measured where the probe took as many steps, else at the pace of its own.
 * @returns undefined where the model has learned something by then, where more steps would not help, or nobody knows
 */
function endText(facts: Facts, { steps }: StepsOfCode): string | undefined {
  const { model, seeds } = facts;
  const ends = seeds.flatMap((seed) => codeEndOf(facts, seed) ?? []).filter(({ share }) => share > limits.notBegun);
  if (!isMajority(facts, ends) || !mostMayLearn(facts)) return undefined;
  const share = formatDecimal(medianOfFinite(ends.map((end) => end.share)));
  const end = (is: 'is' | 'was'): string =>
    `the loss of the data ${is} ${share} times that of giving every example the same answer`;
  const isFrom = (from: CodeEnd['from']): boolean =>
    isMajority(
      facts,
      ends.filter((one) => one.from === from),
    );
  if (steps <= model.steps) return `in the last of them ${end('is')}`;
  return isFrom('further')
    ? `when the probe had taken as many, ${end('was')}`
    : `if the loss goes on as in the ${model.steps} steps of the probe, then at the end ${end('is')}`;
}

/** The other way to get further in the same number of steps, where each of them is small; empty where they are not. */
function rateText(facts: Facts): string {
  const ratio = medianUpdateRatio(facts, facts.seeds, 'own');
  return ratio < thresholds.learning.slowRatio && hasOwnLearningRate(facts)
    ? `, or a learning rate of ${higherRate(facts.model)}`
    : '';
}

/** What code does that makes a model again and again, such as in each epoch; empty for a few models. */
function anewText(alike: number): string {
  return alike < limits.anew
    ? ''
    : ` The code makes ${alike} such models, each with new weights: to go on with one, make it before the loop.`;
}

function lengthText(of: StepsOfCode): string {
  const calls = of.calls > 1 ? ` in ${of.calls} calls of fit` : '';
  const batches = `${of.batches} ${of.batches === 1 ? 'batch' : 'batches'}`;
  const length = `${formatCount(of.epochs, 'epoch')}${of.isDefault ? ' by default' : ''} of ${batches}`;
  return `${formatCount(of.steps, 'step')} of this model${calls} (${length})`;
}

/** So many epochs that some hundred steps are taken, and three times as many as the code has. */
export function epochsNeeded({ batches, epochs }: Pick<StepsOfCode, 'batches' | 'epochs'>): number {
  return Math.max(10, 3 * epochs, Math.ceil(100 / Math.max(1, batches)));
}
