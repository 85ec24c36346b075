/** Cuts the batches of further steps where whole ones are too slow for enough steps in the time that there is. */

import { learningLimits } from '../../report/losses';
import type { Tensor } from '../tfjs/internals';

/**
 * The first rows of a batch, which is in a random order unless the code keeps one. The batch is disposed.
 *
 * @param data inputs, targets and sample weights
 * @param rows how many to keep; the batch itself comes back where it has no more
 */
export function firstRows(data: readonly Tensor[], rows: number): Tensor[] {
  return data.map((tensor) => {
    if (tensor.rank === 0 || tensor.shape[0] <= rows) return tensor;
    const part = tensor.slice(0, rows);
    tensor.dispose();
    return part;
  });
}

/** Whether a batch has twice the rows that are kept, or more, so that steps on these take well less time. */
export function mayBeCut(data: readonly Tensor[]): boolean {
  return data.every(({ rank, shape }) => rank > 0 && shape[0] >= 2 * learningLimits.fewestRows);
}
