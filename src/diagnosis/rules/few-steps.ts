/**
 * Rule few-steps: the training calls of the code take fewer than `steps.few` steps of the model, as `fit(x, y)` does
 * with a handful of rows, whose one epoch is one batch. It is information: what the probe measured in more steps
 * counts.
 */

import type { Finding } from '../../report/finding';
import { formatCount } from '../../report/format';
import type { StepsOfCode } from '../../report/report';
import type { Facts } from '../evidence/facts';
import { thresholds } from '../evidence/thresholds';
import { toFinding } from '../phrases/verdict';

/** An information where the code itself takes fewer steps than a training needs, at the line of its training call. */
export function fewSteps(facts: Facts): Finding[] {
  const { stepsOfCode, trainedAt, steps } = facts.model;
  if (!stepsOfCode || !trainedAt || stepsOfCode.steps >= Math.min(thresholds.steps.few, steps)) return [];
  return [
    toFinding(facts, {
      code: 'few-steps',
      severity: 'information',
      role: 'cause',
      message: sentenceOf(stepsOfCode, steps),
      at: trainedAt,
      layers: [],
      seeds: facts.seeds.map(({ index }) => index),
    }),
  ];
}

function sentenceOf(of: StepsOfCode, seen: number): string {
  const calls = of.calls > 1 ? ` in ${of.calls} calls of fit` : '';
  const batches = `${of.batches} ${of.batches === 1 ? 'batch' : 'batches'}`;
  const length = `${formatCount(of.epochs, 'epoch')}${of.isDefault ? ' by default' : ''} of ${batches}`;
  return (
    `Your code takes ${formatCount(of.steps, 'step')} of this model${calls} (${length}); the probe went on ` +
    `for ${seen}. ` +
    `Give fit more epochs, such as { epochs: ${epochsNeeded(of)} }.`
  );
}

/** So many epochs that some hundred steps are taken. */
export function epochsNeeded({ batches }: Pick<StepsOfCode, 'batches'>): number {
  return Math.max(10, Math.ceil(100 / Math.max(1, batches)));
}
