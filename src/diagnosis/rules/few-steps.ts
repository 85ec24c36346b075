/**
 * Rule few-steps: the training calls of the code end before the model has learned anything. Either they take fewer than
 * `steps.few` steps, as `fit(x, y)` does with a handful of rows, whose one epoch is one batch; or the loss of the data,
 * in their last steps or at the pace of the measured ones, is about that of one constant answer. It is information:
 * what the probe measured in more steps counts.
 */

import type { Finding } from '../../report/finding';
import { formatCount, formatDecimal } from '../../report/format';
import type { StepsOfCode } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';
import { type Facts, hasOwnData, isMajority, type SeedFacts } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { shareOfConstantLoss } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { toFinding } from '../phrases/verdict';

const limits = thresholds.steps;

/** An information where the code itself takes fewer steps than a training needs, at the line of its training call. */
export function fewSteps(facts: Facts): Finding[] {
  const { stepsOfCode: of, trainedAt, steps } = facts.model;
  if (!of || !trainedAt) return [];
  const isHandful = of.steps < Math.min(limits.few, steps);
  const end = isHandful ? `the probe went on for ${steps}` : endText(facts, of);
  if (end === undefined) return [];
  return [
    toFinding(facts, {
      code: 'few-steps',
      severity: 'information',
      role: 'cause',
      message:
        `Your code takes ${lengthText(of)}; ${end}. ` +
        `Give fit more epochs, such as { epochs: ${epochsNeeded(of)} }.`,
      at: trainedAt,
      layers: [],
    }),
  ];
}

/**
 * Says what the loss is when the code stops: measured where the probe took as many steps, else at the pace of its own.
 * @returns undefined where the model has learned something by then, where more steps would not help, or nobody knows
 */
function endText(facts: Facts, { steps }: StepsOfCode): string | undefined {
  const { model } = facts;
  if (!hasOwnData(facts) || steps > limits.foreseen * model.steps) return undefined;
  const shares = facts.seeds.map((seed) => shareAt(facts, seed, steps)).filter((share) => share > limits.notBegun);
  if (!isMajority(facts, shares) || !facts.seeds.every((seed) => mayLearn(facts, seed))) return undefined;
  const share = formatDecimal(medianOfFinite(shares));
  const end = `the loss of the data is ${share} times that of giving every example the same answer`;
  return steps <= model.steps
    ? `in the last of them ${end}`
    : `if the loss goes on as in the ${model.steps} steps of the probe, then at the end ${end}`;
}

/** The data's loss around a step, divided by that of the best constant answer; NaN where that is not known. */
function shareAt(facts: Facts, seed: SeedFacts, step: number): number {
  const width = Math.max(1, Math.round(Math.min(step, seed.steps) * thresholds.steps.lateShare));
  const before = (end: number): number =>
    shareOfConstantLoss(
      facts,
      seed,
      Array.from({ length: width }, (_, i) => end - width + i),
    );
  if (step <= seed.steps) return before(step);
  const fall = (before(width) - before(seed.steps)) / (seed.steps - width);
  return before(seed.steps) - fall * (step - seed.steps);
}

/** Whether more steps may help: the loss of the data falls in the measured ones, and the inputs tell the targets. */
function mayLearn(facts: Facts, seed: SeedFacts): boolean {
  const further = furtherStepsOf(facts, seed);
  if (further && further.nearest >= thresholds.learning.learnable) return false;
  return shareOfConstantLoss(facts, seed, seed.late) < shareOfConstantLoss(facts, seed, seed.early);
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
