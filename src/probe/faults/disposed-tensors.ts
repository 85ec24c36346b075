/** Says in plain words that user code uses a tensor after it has disposed of it, and where it did so. */

import { positionsOf, type StackFrame } from '../recording/stack-frames';
import { type Tensor, tensorsIn } from '../tfjs/internals';
import type { Complaint, Refusal } from './complaints/refused-call';

/** @param disposedAt the frames of the code that disposed of the tensor; empty where these are not known */
export function usedAfterDisposal(disposedAt: readonly StackFrame[]): Complaint {
  return complaint(
    `A tensor is used here after it was disposed ${whereText(disposedAt)}. ` +
      'Dispose of it behind its last use, or keep it (tf.keep, or return it from tf.tidy).',
    disposedAt,
  );
}

/**
 * Says which tensors were disposed of before a training call; tfjs fails over them without saying so.
 * @param values what the call was given: the inputs, then the targets
 */
export function disposedBeforeTraining(
  values: readonly unknown[],
  disposedAt: (tensor: Tensor) => readonly StackFrame[],
): Pick<Refusal, 'complaint'> {
  const gone = values.map((value) => tensorsIn(value).filter((tensor) => tensor.isDisposed));
  const [x, y] = gone.map((tensors) => tensors.length > 0);
  if (!x && !y) return {};
  const frames =
    gone
      .flat()
      .map(disposedAt)
      .find((one) => one.length > 0) ?? [];
  const which = x && y ? 'x and y were' : x ? 'x was' : 'y was';
  return {
    complaint: complaint(
      `${which} disposed before the training: ${whereText(frames)}. ` +
        'Keep it (tf.keep), or return it from tf.tidy, which ends without waiting for a promise: train outside of it.',
      frames,
    ),
  };
}

function whereText(disposedAt: readonly StackFrame[]): string {
  return disposedAt.length > 0
    ? 'on {line 0}, by dispose() or at the end of the tf.tidy there'
    : 'by dispose(), or at the end of the tf.tidy that made it';
}

function complaint(message: string, disposedAt: readonly StackFrame[]): Complaint {
  return { code: 'data', message, ...(disposedAt.length > 0 && { places: [positionsOf(disposedAt)] }) };
}
