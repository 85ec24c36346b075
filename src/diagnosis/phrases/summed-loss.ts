/** Says where a loss adds up the examples of a batch, which makes each step as many times as large. */

import type { NotedPlace } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import { isAdaptive } from '../../report/model-settings';
import type { Facts } from '../evidence/facts';
import { lineText } from './phrases';

/**
 * What to do about it, as the start of a sentence on smaller steps; empty where the loss is a mean, or the optimizer
 * divides by the gradient's own size, so that its steps are no larger.
 */
export function meanAdvice(facts: Facts): string {
  const slip = summedLoss(facts);
  if (!slip) return '';
  const rows = rowsOf(slip);
  const where = slip.at ? ` at ${lineText(slip.at)}` : '';
  return (
    `Take the mean of the loss over the ${rows} examples of a batch, not their sum${where}, which makes each step ` +
    `${rows} times as large. Or `
  );
}

/** The line that adds them up. */
export function summedPlaces(facts: Facts): readonly NotedPlace[] {
  const slip = summedLoss(facts);
  return slip?.at ? [{ ...slip.at, note: `the loss adds up the ${rowsOf(slip)} examples of a batch here` }] : [];
}

function summedLoss({ model }: Facts): LossSlipReport | undefined {
  if (isAdaptive(model.optimizer)) return undefined;
  return model.lossSlips?.find(({ kind }) => kind === 'summed');
}

function rowsOf({ shapes }: LossSlipReport): number {
  return shapes[0]?.[0] ?? 0;
}
