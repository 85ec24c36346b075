/** Watches for tensors that user code uses after it has disposed of them, and tells where it did both. */

import type { Recorder } from '../../recording/recorder';
import type { StackFrame } from '../../recording/stack-frames';
import { engine, isTensor, methodsOf, type Tensor } from '../../tfjs/internals';
import * as tf from '../../tfjs/tf';
import { usedAfterDisposal } from '../disposed-tensors';
import type { OwnFaults } from '../own-faults';
import { callingFrames } from './watch-calls';

interface RunsKernels {
  runKernel(name: string, inputs: Readonly<Record<string, unknown>>, attributes?: unknown): unknown;
}

/**
 * Wraps what reads the values of tensors. Called once in the life of a worker.
 * @param disposedAt where user code disposed of a tensor; empty where that is not known
 */
export function watchDisposed(
  faults: () => OwnFaults,
  recorder: Recorder,
  disposedAt: (tensor: Tensor) => readonly StackFrame[],
): void {
  const note = (error: unknown, tensor: Tensor): void => {
    const disposed = disposedAt(tensor);
    const used = callingFrames(recorder);
    // The probe chooses the order in which it calls functions: one may dispose of what another uses.
    if (disposed.length > 0 && disposed.at(-1)?.functionName !== used.at(-1)?.functionName)
      faults().noteOtherOrder(error);
    faults().noteRefusal(error, () => ({
      call: { call: 'tensor' },
      callFrames: used,
      complaint: usedAfterDisposal(disposed),
    }));
  };
  const runner = engine as unknown as RunsKernels;
  const runKernel = runner.runKernel.bind(engine);
  runner.runKernel = (name, inputs, attributes) => {
    try {
      return runKernel(name, inputs, attributes);
    } catch (error) {
      const gone = Object.values(inputs)
        .flat()
        .find((input) => isTensor(input) && input.isDisposed);
      if (isTensor(gone)) note(error, gone);
      throw error;
    }
  };
  const methods = methodsOf(tf.Tensor.prototype);
  const throwIfDisposed = methods.throwIfDisposed;
  methods.throwIfDisposed = function (this: Tensor) {
    try {
      throwIfDisposed.call(this);
    } catch (error) {
      note(error, this);
      throw error;
    }
  };
}
