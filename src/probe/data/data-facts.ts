/** Gathers facts about a model's data, tensor by tensor, with the call of user code that made each tensor. */

import { positionsOf } from '../recording/stack-frames';
import type { RawDataFacts, RawLossSlip, RawTensorFacts } from '../protocol/result';
import type { Recorder } from '../recording/recorder';
import type { TensorOrigins } from '../recording/tensor-origins';
import type { ModelParts, Tensor } from '../tfjs/internals';
import { weightlessClasses } from './class-weights';
import { tensorFacts } from './tensor-facts';

/** The tensors that a model is trained on, in its order. */
export interface TrainingTensors {
  readonly inputs: readonly Tensor[];
  readonly targets: readonly Tensor[];
  /** The weights of the rows of each target; null or left out for a target without. */
  readonly weights?: readonly (Tensor | null)[];
  /** How many examples, counted from the first, are for training; all of them if it is left out. */
  readonly examples?: number;
}

/** @param names the model's own for its inputs and outputs; missing ones are left empty */
export function dataFacts(
  names: Partial<Pick<ModelParts, 'inputNames' | 'outputNames'>>,
  { inputs, targets, weights = [], examples }: TrainingTensors,
  recorder: Recorder,
  origins: TensorOrigins,
): RawDataFacts {
  const { inputNames = [], outputNames = [] } = names;
  const all = (tensors: readonly Tensor[], called: readonly string[], role: 'input' | 'target'): RawTensorFacts[] =>
    tensors.flatMap((tensor, index) => {
      const facts = tensorFacts(tensor, called[index] ?? '', examples ?? tensor.shape.at(0) ?? 1, role);
      if (!facts) return [];
      const isBroken = facts.nan + facts.infinite > 0;
      const trace = isBroken ? origins.traceOfNotFinite(tensor, isAllFinite) : origins.traceOf(tensor);
      const stack = positionsOf(recorder.framesIn(trace ?? ''));
      const rowWeights = role === 'target' ? weights.at(index) : undefined;
      const weightless = rowWeights ? weightlessClasses(tensor, rowWeights, examples ?? rowWeights.size) : undefined;
      const oneHotMax = role === 'target' && facts.rowSums?.min === 0 ? origins.oneHotMax(tensor) : undefined;
      return [
        {
          ...facts,
          name: recorder.nameOf(facts.name),
          ...(stack.length > 0 && { stack }),
          ...(oneHotMax !== undefined && { oneHotMax }),
          ...(weightless && { weightless }),
        },
      ];
    });
  return { inputs: all(inputs, inputNames, 'input'), targets: all(targets, outputNames, 'target') };
}

/** Reshapes that mixed the examples of inputs or targets before the training, as slips of what the loss is made of. */
export function reshapedData(
  { inputs, targets }: Pick<TrainingTensors, 'inputs' | 'targets'>,
  recorder: Recorder,
  origins: TensorOrigins,
): RawLossSlip[] {
  return [...inputs, ...targets].flatMap((tensor) => {
    const { from, to, error } = origins.reshapedRows(tensor) ?? {};
    if (!from || !to) return [];
    const stack = positionsOf(recorder.framesIn(error?.stack ?? ''));
    return [{ kind: 'reshaped' as const, operation: 'reshape', shapes: [from, to], stack }];
  });
}

/** Whether a tensor of numbers holds neither NaN nor infinity. */
export function isAllFinite(tensor: Tensor): boolean {
  if (tensor.dtype === 'string' || tensor.dtype === 'complex64') return true;
  return tensor.dataSync().every(Number.isFinite);
}
