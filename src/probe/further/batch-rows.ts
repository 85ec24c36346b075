/** Reads the examples of a step: the rows of its inputs and of its targets that belong together. */

import type { Tensor } from '../tfjs/internals';
import type { LossTape } from '../losses/loss-tape';
import type { StepLosses } from '../losses/step-losses';
import { type BatchRows, type Rows, rowsOf } from '../losses/rows';

/** @returns undefined where the tensors cannot be read, or do not hold the same number of examples */
export function batchRows(
  inputs: readonly (Tensor | null)[],
  targets: Tensor | null | undefined,
): BatchRows | undefined {
  const count = targets?.shape[0] ?? 0;
  const target = targets && rowsOf(targets, count);
  const given = inputs.flatMap((tensor) => (tensor ? [rowsOf(tensor, count)] : []));
  return target && given.length > 0 && given.every((rows) => rows !== undefined)
    ? { inputs: given, targets: target, count }
    : undefined;
}

/**
 * The examples of a step of a hand-written loop with a single loss: what weights meet first, beside what that loss
 * compares. Call it before the backward pass, which disposes of what the step has made.
 */
export function loopBatchRows(tape: LossTape, { calls }: StepLosses): BatchRows | undefined {
  const targets = calls.length === 1 ? calls[0].targetRows?.() : undefined;
  const count = targets ? targets.values.length / targets.width : 0;
  if (!targets || count === 0) return undefined;
  const operands = [...tape.operands.values()];
  const rows = operands.flatMap((one) => partsOfRows(one, count));
  const inputs = rows.length > 0 ? rows : operands.flatMap((one) => batchOfOneMatrix(one, count));
  return inputs.length > 0 ? { inputs, targets, count } : undefined;
}

/** Rows of one example each; of an operand that holds several parts of each, such as its words, one below the other. */
function partsOfRows({ values, width }: Rows, count: number): readonly Rows[] {
  const isWhole = (values.length / width) % count === 0;
  return isWhole ? [{ values, width: values.length / count }] : [];
}

/** The rows of a matrix that a product took as a batch of one matrix. */
function batchOfOneMatrix({ values, width }: Rows, count: number): readonly Rows[] {
  return values.length === width && width % count === 0 ? [{ values, width: width / count }] : [];
}
