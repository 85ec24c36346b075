/** Notes of the loss of a hand-written loop what no call of `tf.losses` tells. */

import type { Tensor } from '../tfjs/internals';
import { softmaxOverBatch, writtenLoss } from './hand-written-loss';
import type { LossTape } from './loss-tape';
import { type LossTrace, meanOf } from './loss-trace';

/** The name of a loss that user code writes by operations in a loop. */
const writtenName = 'custom';

/** Notes what user code adds to the loss for the weights, and what it compares where it calls none of tfjs's losses. */
export function noteLoopLoss(trace: LossTrace, tape: LossTape, loss: Tensor): void {
  trace.penalty = tape.penaltyIn(loss);
  if (trace.penalty !== 0) trace.penaltyAt = tape.penaltyPlace(loss);
  const overBatch = softmaxOverBatch(tape.comparisons);
  if (overBatch) {
    const { shape, stack, dividedAt } = overBatch;
    trace.slips.push({ kind: 'axis', operation: 'softmax', shapes: [shape], stack: dividedAt ?? stack });
  }
  if (trace.calls.length > 0) return;
  const value = meanOf(loss) - trace.penalty;
  const found = writtenLoss(tape.comparisons, value);
  if (!found) return;
  const { kind, scale, outputs, from } = found;
  trace.calls.push({
    ...{ name: writtenName, known: { kind, takesLogits: false }, isWeighted: false },
    ...{ outputId: from.outputId, outputs, targets: from.targets, value, scale },
    classes: from.shape.at(-1) ?? 1,
    targetRows: () => ({ values: from.y, width: from.y.length / (from.shape[0] ?? 1) }),
    stack: () => from.stack,
  });
}
