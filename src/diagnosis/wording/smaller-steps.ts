/** What to do where steps are too large: a lower learning rate, or inputs that are scaled. */

import { formatDecimal } from '../../report/format';
import { largest } from '../../report/statistics';
import type { Facts } from '../evidence/facts';
import { thresholds } from '../evidence/thresholds';

/** A sentence without its full stop. */
export function smallerSteps({ model }: Facts): string {
  const inputs = model.dataFacts?.inputs ?? [];
  const size = largest(inputs.flatMap(({ min, max }) => [Math.abs(min), Math.abs(max)]));
  return size > thresholds.largeInput
    ? `Scale the inputs, which reach ${formatDecimal(size)}, to about 1, or lower the learning rate, first to a tenth`
    : 'Lower the learning rate, first to a tenth';
}
