/** What an operation on the tape is given: tensors, and what is known of them, and settings. */

import { sameNumbers } from '../recording/same-numbers';
import type { TapeNode, Tensor } from '../tfjs/internals';
import { valuesOf } from '../tfjs/tensor-values';

/** The settings of an operation, by tfjs's names for them. */
export type Attributes = Readonly<Record<string, unknown>>;

/** The axes that an operation names, counted from the first one; empty where it names none, as for all of them. */
export function axesOf(attributes: Attributes | undefined, rank: number): number[] {
  const named = [attributes?.axis ?? []].flat();
  return named.map((axis) => (Number(axis) + rank) % rank);
}

/** The activations that an operation may apply, by its kernel, as tfjs names them in layers. */
export const activationNames = {
  Sigmoid: 'sigmoid',
  Tanh: 'tanh',
  Relu: 'relu',
  Relu6: 'relu6',
  Softplus: 'softplus',
} as const;

/** A tensor that an operation is given. */
export interface Operand {
  readonly tensor: Tensor;
  readonly hasWeights: boolean;
  readonly hasData: boolean;
}

/** The number that a tensor without weights holds throughout; undefined where there are several. */
export function constantOf({ tensor, hasWeights }: Operand): number | undefined {
  if (hasWeights) return undefined;
  const values = valuesOf(tensor);
  if (!values || values.length === 0) return undefined;
  for (const value of values) if (value !== values[0]) return undefined;
  return values[0];
}

/** tfjs copies an operation's input before it runs the kernel, under the operation's own name. */
export function isCopy(name: string, inputs: Readonly<Record<string, Tensor>>, outputs: readonly Tensor[]): boolean {
  const names = Object.keys(inputs);
  if (!/__op$|^unnamed scope$/.test(name) || names.length !== 1 || names[0] !== 'x') return false;
  return inputs.x.size === outputs[0]?.size;
}

/** Whether an operation gives the very numbers of its inputs. */
export function handsOn({ kernelName = '', inputs, outputs }: TapeNode): boolean {
  return sameNumbers.has(kernelName) || isCopy(kernelName, inputs, outputs);
}
