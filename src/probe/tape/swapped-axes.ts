/**
 * Finds reshapes that are meant to swap axes, such as of [examples, time steps, features] to [time steps, examples,
 * features]: they keep the order of the numbers, so that what was one row ends in several.
 */

import type { BundleStack } from '../../report/position';
import type { Tensor } from '../tfjs/internals';
import { type Attributes, axesOf, constantOf, type Operand } from './operands';

/** A reshape to the sizes of its input in another order. */
export interface Swap {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly stack: BundleStack;
}

interface Followed extends Swap {
  /** No other plan than to swap axes explains the new shape. */
  readonly isPlain: boolean;
  /** Whether an operation takes one of the swapped axes for what it is not. */
  isRead: boolean;
  /** Whether weights have met what came of it. */
  meetsWeights: boolean;
}

/** A tensor that has the axes of the reshape, perhaps in another order, or with axes of 1 between them. */
interface Axes {
  readonly swap: Followed;
  /** The axes that hold other things than they seem to. */
  readonly moved: ReadonlySet<number>;
  /** Whether the reshape itself gave these axes. */
  readonly areFirst: boolean;
}

interface Operation {
  readonly name: string;
  readonly inputs: readonly Operand[];
  readonly outputs: readonly Tensor[];
  readonly attributes: Attributes;
}

const reducing = new Set(['Sum', 'Mean', 'Max', 'Min', 'Prod']);
const cutting = new Set(['Slice', 'StridedSlice', 'SplitV', 'Unpack']);
const sliding = new Set(['Conv2D', 'DepthwiseConv2dNative', 'Conv3D', 'MaxPool', 'AvgPool']);

export class SwappedAxes {
  readonly #swaps: Followed[] = [];
  readonly #axes = new Map<number, Axes>();
  /** What came of a reshape. */
  readonly #from = new Map<number, Followed>();
  /** Outputs of reshapes that split the last axis of their input in two, as into heads. */
  readonly #split = new Set<number>();

  /** The reshapes that swap axes for certain and whose numbers weights have met. */
  get found(): readonly Swap[] {
    return this.#swaps.filter(({ isRead, meetsWeights }) => isRead && meetsWeights);
  }

  /**
   * @param how `isOwn`: whether user code calls it; `stack` gives the calls of user code under way
   */
  add(
    name: string,
    inputs: readonly Operand[],
    outputs: readonly Tensor[],
    how: { readonly attributes: Attributes | undefined; readonly isOwn: boolean; readonly stack: () => BundleStack },
  ): void {
    const output = outputs.at(0);
    const [first] = inputs;
    if (!output || inputs.length === 0) return;
    if (name === 'Reshape' && how.isOwn) this.#noteReshape(first, output, how.stack);
    if (this.#from.size === 0) return;
    const operation = { name, inputs, outputs, attributes: how.attributes ?? {} };
    const hasWeights = inputs.some((one) => one.hasWeights);
    for (const [at, { tensor }] of inputs.entries()) {
      const swap = this.#from.get(tensor.id);
      if (!swap) continue;
      swap.meetsWeights ||= hasWeights;
      const axes = this.#axes.get(tensor.id);
      if (axes) this.#follow(axes, at, operation);
      for (const { id } of outputs) if (!this.#from.has(id)) this.#from.set(id, swap);
    }
  }

  #noteReshape(input: Operand, output: Tensor, stack: () => BundleStack): void {
    const [from, to] = [input.tensor.shape, output.shape];
    if (splitsLast(from, to)) this.#split.add(output.id);
    // A second one may put back what the first one did.
    if (!input.hasData || this.#axes.has(input.tensor.id)) return;
    if (!isSwap(from, to) || constantOf(input) !== undefined) return;
    const isPlain = (straddles(from, to) && wide(from).length > 2) || this.#split.has(input.tensor.id);
    const swap = { from, to, stack: stack(), isPlain, isRead: false, meetsWeights: false };
    this.#swaps.push(swap);
    this.#from.set(output.id, swap);
    this.#axes.set(output.id, { swap, moved: movedAxes(from, to), areFirst: true });
  }

  /** Notes what an operation does with the axes of its input `at`, and hands on those that it leaves. */
  #follow(axes: Axes, at: number, operation: Operation): void {
    const { name, inputs, outputs, attributes } = operation;
    const { swap, moved } = axes;
    const [{ id, shape, rank }] = outputs;
    const { tensor } = inputs[at];
    if (reads(axes, at, operation)) {
      swap.isRead = true;
      return;
    }
    if (name === 'Transpose') {
      const order = (attributes.perm ?? []) as readonly number[];
      // What the code puts back may be meant as it is.
      if (sameShape(shape, swap.from)) return;
      const newMoved = new Set(order.flatMap((axis, to) => (moved.has(axis) ? [to] : [])));
      this.#axes.set(id, { swap, moved: newMoved, areFirst: false });
      return;
    }
    const isEach = sameShape(shape, tensor.shape) && inputs.every((one, i) => i === at || one.tensor.size === 1);
    // A dense layer takes each row of the last axis by itself.
    const isDense = name === 'BatchMatMul' && at === 0 && rank === tensor.rank && !inputs[1].hasData;
    if (isEach || (isDense && !moved.has(rank - 1))) this.#axes.set(id, axes);
    else if (name === 'Reshape' && sameShape(wide(shape), wide(tensor.shape)))
      this.#axes.set(id, { swap, moved: movedIn(shape, tensor.shape, moved), areFirst: false });
  }
}

/**
 * Whether an operation takes an axis for what it is not: of a plain swap any of them, of others only the first, which
 * held the examples, or both of the second factor of a product, which is meant to be transposed.
 */
function reads({ swap, moved, areFirst }: Axes, at: number, operation: Operation): boolean {
  const { name, inputs, outputs, attributes } = operation;
  const { rank } = inputs[at].tensor;
  if (!swap.isPlain && !areFirst) return false;
  if (name === 'BatchMatMul') {
    const { hasData, tensor } = inputs[1 - at];
    const isTransposed = attributes[at === 0 ? 'transposeA' : 'transposeB'] === true;
    const addedUp = (at === 0) === isTransposed ? rank - 2 : rank - 1;
    if (swap.isPlain) return moved.has(addedUp) || (hasData && tensor.rank > 2);
    return at === 1 && !isTransposed && moved.has(rank - 1) && moved.has(rank - 2);
  }
  if (at !== 0) return false;
  if (sliding.has(name)) return swap.isPlain;
  return touchedAxes(operation, outputs[0]).some((axis) => moved.has(axis) && (swap.isPlain || axis === 0));
}

/** The axes along which an operation cuts or adds up, where it is not all of them. */
function touchedAxes({ name, inputs, attributes }: Operation, output: Tensor): number[] {
  const { shape, rank } = inputs[0].tensor;
  if (reducing.has(name) && output.size > 1) return axesOf(attributes, rank);
  if (name === 'GatherV2') return inputs.at(1)?.tensor.size === 1 ? [Number(attributes.axis ?? 0)] : [];
  if (!cutting.has(name)) return [];
  if (name === 'Unpack' || name === 'SplitV') return [(Number(attributes.axis ?? 0) + rank) % rank];
  return shape.flatMap((size, axis) => (size > 1 && output.rank === rank && output.shape[axis] === 1 ? [axis] : []));
}

function wide(shape: readonly number[]): number[] {
  return shape.filter((size) => size > 1);
}

function sameShape(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis]);
}

/** Whether the shapes have the same sizes, axes of 1 left out, in another order. */
function isSwap(from: readonly number[], to: readonly number[]): boolean {
  const [a, b] = [wide(from), wide(to)];
  const inOrder = (shape: readonly number[]): number[] => [...shape].sort((x, y) => x - y);
  return a.length > 1 && !sameShape(a, b) && sameShape(inOrder(a), inOrder(b));
}

/** The axes of the new shape from the first to the last one that hold another size than before. */
function movedAxes(from: readonly number[], to: readonly number[]): Set<number> {
  const before = wide(from);
  const axes = wideAxes(to);
  const others = axes.flatMap((axis, at) => (to[axis] === before[at] ? [] : [at]));
  return new Set(axes.slice(others[0], others[others.length - 1] + 1));
}

/** Where the moved axes are once axes of 1 have come or gone. */
function movedIn(to: readonly number[], from: readonly number[], moved: ReadonlySet<number>): Set<number> {
  const before = wideAxes(from);
  return new Set(wideAxes(to).filter((_, at) => moved.has(before[at])));
}

function wideAxes(shape: readonly number[]): number[] {
  return shape.flatMap((size, axis) => (size > 1 ? [axis] : []));
}

/**
 * Whether no common finer shape explains both: where rows of one are cut into rows of the other, or joined to them, one
 * of two lengths divides the other.
 */
function straddles(from: readonly number[], to: readonly number[]): boolean {
  const lengths = [...rowLengths(from), ...rowLengths(to)].sort((a, b) => a - b);
  return lengths.some((length, at) => at > 0 && length % lengths[at - 1] !== 0);
}

/** How many numbers each axis holds together with those behind it. */
function rowLengths(shape: readonly number[]): number[] {
  const lengths: number[] = [];
  let length = 1;
  for (const size of [...shape].reverse()) {
    length *= size;
    lengths.push(length);
  }
  return lengths;
}

/** Whether the last axis is split in two. */
function splitsLast(from: readonly number[], to: readonly number[]): boolean {
  const [a, b] = [wide(from), wide(to)];
  return b.length === a.length + 1 && sameShape(a.slice(0, -1), b.slice(0, -2));
}
