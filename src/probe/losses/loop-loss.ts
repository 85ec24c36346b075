/** Notes of the loss of a hand-written loop what no call of `tf.losses` tells. */

import type { Tensor } from '../tfjs/internals';
import { similarityAsLoss, softmaxOverBatch, writtenLoss } from './hand-written-loss';
import type { LossTape } from './loss-tape';
import { meanOf } from '../tfjs/tensor-values';
import type { StepLosses } from './step-losses';

/** The name of a loss that user code writes by operations in a loop. */
const writtenName = 'custom';

/** Notes what user code adds beside the error, and what it compares where it calls none of tfjs's losses. */
export function noteLoopLoss(losses: StepLosses, tape: LossTape, loss: Tensor): void {
  losses.penalty = tape.penaltyIn(loss);
  if (losses.calls.length > 0) return;
  const value = meanOf(loss) - (losses.penalty?.amount ?? 0);
  const found = writtenLoss(tape.comparisons, value);
  if (!found) return;
  const { kind, takesLogits, scale, outputs, from } = found;
  losses.calls.push({
    activation: from.activation,
    ...{ name: writtenName, known: { kind, takesLogits }, isWeighted: false },
    ...{ outputId: from.outputId, outputs, targets: from.targets, value, scale },
    classes: from.shape.at(-1) ?? 1,
    targetRows: () => ({ values: from.y, width: from.y.length / (from.shape[0] ?? 1) }),
    stack: () => from.stack,
  });
}

/**
 * Notes what comparisons of a loss show to be wrong, in a loop as well as in a loss given to compile: a softmax of the
 * code's own that sums over the examples, and a similarity without its minus.
 */
export function noteWrongComparisons(losses: StepLosses, tape: LossTape, loss: Tensor): void {
  const similar = similarityAsLoss(tape.comparisons, meanOf(loss));
  if (similar) losses.slips.push({ kind: 'sign', operation: 'similarity', shapes: [], stack: similar.stack });
  const found = softmaxOverBatch(tape.comparisons);
  if (!found) return;
  const { shape, stack, dividedAt } = found;
  losses.slips.push({ kind: 'axis', operation: 'softmax', shapes: [shape], stack: dividedAt ?? stack });
}
