/** Tells a loss that outputs without targets bring far below zero, so that it says nothing of the answers. */

import { endsBelowZero } from '../../report/losses';
import type { ModelReport } from '../../report/report';

/** Whether a part of the loss has no least value, as the rule not-learning tells it. */
export function fallsWithoutEnd({ penaltyOf, losses }: Pick<ModelReport, 'penaltyOf' | 'losses'>): boolean {
  return penaltyOf === 'outputs' && losses.some(endsBelowZero);
}
