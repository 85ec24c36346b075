/** Computes a step again, from the weights before its update, to find the origin of its first NaN or infinity. */

import { lossOf } from '../losses/watch-losses';
import type { UnnumberedOrigin, BackwardCall } from '../measuring/pending-step';
import type { LossArgument } from '../protocol/result';
import { positionsOf, type StackFrame } from '../recording/stack-frames';
import { modelParts, type Tensor } from '../tfjs/internals';
import { atRandomState } from '../tfjs/seeded-random';
import * as tf from '../tfjs/tf';
import { firstNonFinite, type FirstNonFinite } from './first-non-finite';
import { isNonFinite, type Operation, OperationWatch, type OperationContext } from './operation-watch';

/**
 * @param framesIn gives the frames of user code in a trace, innermost first
 * @param traceOfMaker gives the trace of the call that made a number of a tensor not finite, before the step
 */
export function findOrigin(
  pass: BackwardCall,
  framesIn: (trace: string) => readonly StackFrame[],
  traceOfMaker: (tensor: Tensor) => string | undefined,
): UnnumberedOrigin | undefined {
  const watch = new OperationWatch();
  let loss: Tensor | undefined;
  try {
    atRandomState(pass.randomState, () => {
      tf.tidy(() => {
        const model = pass.model && (modelParts(pass.model).model ?? pass.model);
        const losses = (model && (modelParts(model).lossFunctions as unknown[] | undefined)) ?? [];
        const given = (output: number): unknown => model && lossOf(model, output);
        watch.during(losses, given, () => {
          const [f, xs, dy, allow] = pass.values;
          const forward = (): Tensor => {
            loss = f();
            watch.endForward();
            return loss;
          };
          pass.gradients(forward, xs, dy, allow);
        });
      });
    });
  } catch {
    // The user code cannot run twice.
    return undefined;
  }
  const first = firstNonFinite(watch, loss);
  return first && described(first, framesIn, traceOfMaker);
}

function described(
  first: FirstNonFinite,
  framesIn: (trace: string) => readonly StackFrame[],
  traceOfMaker: (tensor: Tensor) => string | undefined,
): UnnumberedOrigin {
  const { by } = first;
  const nowhere = { by, kernel: '', layer: undefined, weight: undefined, isInLoss: false, stack: [], values: [] };
  if (by === 'data') return { ...nowhere, stack: positionsOf(framesIn(traceOfMaker(first.tensor) ?? '')) };
  if (by === 'weight') return { ...nowhere, weight: first.weight };
  const operation = by === 'operation' ? first.operation : first.bad.operation;
  const argument = argumentOf(operation);
  return {
    by,
    kernel: operation.kernel,
    layer: operation.layer,
    weight: undefined,
    isInLoss: operation.loss !== undefined,
    stack: positionsOf(ownFrames(operation, framesIn)),
    values: by === 'operation' ? (operation.values ?? []) : first.bad.values,
    ...(argument && { argument }),
  };
}

/** The frames of user code around the operation, without those that called the layer. */
function ownFrames(
  { trace, layer, layerTrace }: OperationContext,
  framesIn: (trace: string) => readonly StackFrame[],
): readonly StackFrame[] {
  const frames = framesIn(trace);
  return layer ? frames.slice(0, Math.max(0, frames.length - framesIn(layerTrace).length)) : frames;
}

/** The loss's argument that the operation's input was computed from; undefined for both, or for none. */
function argumentOf({ inputs, loss }: Operation): LossArgument | undefined {
  const from = (inputs.find(isNonFinite) ?? inputs.at(0))?.from;
  if (from?.size !== 1) return undefined;
  const [holds] = from;
  return { holds, names: typeof loss === 'function' ? parameterNames(String(loss)) : [] };
}

/** The names of the two parameters in the text of a function; empty where it has others. */
function parameterNames(text: string): string[] {
  const names = /^(?:async\s+)?(?:function\s*[\w$]*\s*|[\w$]+\s*)?\(\s*([\w$]+)\s*,\s*([\w$]+)/.exec(text);
  return names ? names.slice(1, 3) : [];
}
