/**
 * Reads the tape of a loss while tfjs writes it: what made each tensor, which data the step begins with, and which
 * operations are mistakes for certain.
 *
 * tfjs adds a node for each operation while the call of user code is still on the stack, so that the line is known.
 */

import type { BundleStack } from '../../report/position';
import { engine, isVariable, type Tensor, type Variable } from '../tfjs/internals';
import { sameNumbers } from '../recording/same-numbers';
import type { LossSlip } from './loss-trace';
import { ScoreSigns } from './score-signs';

/** What a tensor of the loss was computed from. */
interface Origin {
  readonly hasWeights: boolean;
  readonly hasData: boolean;
  /** Whether a softmax or a sigmoid gave it, perhaps in another shape. */
  readonly is?: 'softmax' | 'sigmoid' | undefined;
  /** The tensor from outside of the step whose numbers it has, at most some of them, or in another shape. */
  readonly source?: Tensor | undefined;
}

/** Kernels of two tensors that broadcast, with the method's name. */
const pairwise: Readonly<Partial<Record<string, string>>> = {
  Sub: 'sub',
  Add: 'add',
  Multiply: 'mul',
  RealDiv: 'div',
  Maximum: 'maximum',
  Minimum: 'minimum',
};

/** Kernels that only change the shape. */
const reshaping = new Set(['Identity', 'Reshape', 'Cast', 'ExpandDims']);

const applied: Readonly<Partial<Record<string, 'softmax' | 'sigmoid'>>> = {
  Softmax: 'softmax',
  logSoftmax__op: 'softmax',
  softmaxCrossEntropy__op: 'softmax',
  Sigmoid: 'sigmoid',
};

export class LossTape {
  /** Tensors from outside of the step that meet weights before anything else does: what the model reads. */
  readonly inputs = new Set<Tensor>();
  /** Those that meet, outside of layers, what the weights have made of inputs: what the loss compares. */
  readonly targets = new Set<Tensor>();
  readonly #origins = new Map<number, Origin>();
  /** Tensors that the step makes have later ids. */
  readonly #lastId = engine.nextTensorId();
  readonly #signs = new ScoreSigns();
  readonly #kernels = new Set<number>();

  /** Whether an operation took the variable as its kernel: the right side of a product, or a filter. */
  isKernel({ id }: Variable): boolean {
    return this.#kernels.has(id);
  }

  /** Whether the tensor is what a softmax or a sigmoid gave. */
  is(tensor: Tensor): Origin['is'] {
    return this.#origins.get(tensor.id)?.is;
  }

  /** A slip, where training lowers this loss by making the answers worse. */
  wrongSign(loss: Tensor): LossSlip | undefined {
    const score = this.#signs.scoreOf(loss);
    return score?.sign === 1 ? { kind: 'sign', operation: score.of, shapes: [], stack: score.stack } : undefined;
  }

  /**
   * @param name of the kernel, or of the operation where that defines its own gradient
   * @param inLoss whether no layer is running, so that the operation belongs to the loss
   * @param stack gives the calls of user code under way
   * @returns a slip, where the operation is one
   */
  add(
    name: string,
    inputs: Readonly<Record<string, Tensor>>,
    outputs: readonly Tensor[],
    inLoss: boolean,
    stack: () => BundleStack,
  ): LossSlip | undefined {
    const given = Object.values(inputs);
    const kernel = name === 'BatchMatMul' ? inputs.b : name === 'Conv2D' ? inputs.filter : undefined;
    if (kernel && isVariable(kernel)) this.#kernels.add(kernel.id);
    const origins = given.map((input) => this.#originOf(input));
    const keeps = reshaping.has(name) || isCopy(name, inputs, outputs);
    const activation = keeps ? origins[0]?.is : applied[name];
    const origin: Origin = {
      hasWeights: origins.some(({ hasWeights }) => hasWeights),
      hasData: origins.some(({ hasData }) => hasData),
      ...((name === 'Softmax' || name === 'Sigmoid' || keeps) && { is: activation }),
      ...((keeps || sameNumbers.has(name)) && { source: sourceOf(name, origins) }),
    };
    this.#noteData(origins, inLoss);
    for (const { id } of outputs) this.#origins.set(id, origin);
    const operands = given.map((tensor, at) => ({ tensor, ...origins[at] }));
    this.#signs.add(name, operands, outputs, keeps, stack);
    if (!inLoss || keeps) return undefined;
    // Where the operation takes labels, they come first.
    const input = origins.at(-1);
    if (activation !== undefined && input?.is === activation && input.hasWeights)
      return { kind: 'twice', operation: activation, shapes: [], stack: stack() };
    return isBroadcast(name, given, origins, outputs)
      ? {
          kind: 'broadcast',
          operation: pairwise[name] ?? name,
          shapes: given.map(({ shape }) => shape),
          stack: stack(),
        }
      : undefined;
  }

  #originOf(tensor: Tensor): Origin {
    const known = this.#origins.get(tensor.id);
    if (known) return known;
    if (isVariable(tensor)) return { hasWeights: true, hasData: false };
    // Noise, masks and first states are made anew in each step.
    const isGiven = tensor.id < this.#lastId && tensor.size > 1;
    return { hasWeights: false, hasData: tensor.size > 1, ...(isGiven && { source: tensor }) };
  }

  /** An operation of data and weights reads an input; one of data and of what weights made of data reads a target. */
  #noteData(origins: readonly Origin[], inLoss: boolean): void {
    const sources = origins.flatMap(({ hasWeights, source }) => (source && !hasWeights ? [source] : []));
    if (sources.length === 0) return;
    if (origins.some(({ hasWeights, hasData }) => hasWeights && !hasData))
      for (const source of sources) this.inputs.add(source);
    else if (inLoss && origins.some(({ hasWeights }) => hasWeights))
      for (const source of sources) this.targets.add(source);
  }
}

/** What the first tensor comes of, which a gather takes before its indices; joined tensors have one source or none. */
function sourceOf(name: string, [first, ...others]: readonly Origin[]): Tensor | undefined {
  const joins = name === 'Concat' || name === 'Pack';
  return joins && others.some(({ source }) => source !== first.source) ? undefined : first.source;
}

/** tfjs copies an operation's input before it runs the kernel, under the operation's own name. */
function isCopy(name: string, inputs: Readonly<Record<string, Tensor>>, outputs: readonly Tensor[]): boolean {
  const names = Object.keys(inputs);
  if (!/__op$|^unnamed scope$/.test(name) || names.length !== 1 || names[0] !== 'x') return false;
  return inputs.x.size === outputs[0]?.size;
}

/**
 * Whether a prediction and data of n numbers each meet as a column and a row, so that each prediction meets each of the
 * data. The author may mean pairs of predictions, or pairs of data, that way; weights alone are no prediction.
 */
function isBroadcast(
  name: string,
  given: readonly Tensor[],
  origins: readonly Origin[],
  outputs: readonly Tensor[],
): boolean {
  if (pairwise[name] === undefined || given.length !== 2 || outputs[0]?.rank !== 2) return false;
  const [rows, columns] = outputs[0].shape;
  if (rows !== columns || rows < 2) return false;
  const isColumn = given.map(({ shape }) => shape.length === 2 && shape[1] === 1 && shape[0] === rows);
  const isRow = given.map(({ shape }) =>
    shape.length === 1 ? shape[0] === rows : shape.length === 2 && shape[0] === 1 && shape[1] === rows,
  );
  const meet = (isColumn[0] && isRow[1]) || (isColumn[1] && isRow[0]);
  const predictions = origins.filter(({ hasWeights, hasData }) => hasWeights && hasData).length;
  const data = origins.filter(({ hasWeights }) => !hasWeights).length;
  return meet && predictions === 1 && data === 1;
}
