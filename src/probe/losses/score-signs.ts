/**
 * Follows what a loss is made of through its operations, and tells whether training makes the answers better: a
 * cross-entropy without its minus, or an error with one, gets better the worse the answers are.
 */

import type { BundleStack } from '../../report/position';
import type { Tensor } from '../tfjs/internals';
import { valuesOf } from '../tfjs/tensor-values';
import { constantOf, type Operand } from '../tape/operands';

/**
 * What a tensor is: probabilities that a softmax or sigmoid gave, the same below 0, their logarithm, their product with
 * labels, its sums (each example's probability of its own class), predictions less targets, or a score of the answers.
 */
type Meaning = 'probability' | 'negated' | 'logarithm' | 'labeled' | 'own' | 'difference' | Score;

/** A number that rises (1) or falls (-1) as answers get better. */
export interface Score {
  readonly sign: 1 | -1;
  /**
   * `cancelled`: the mean or the sum of errors that keep their signs, which says nothing about single answers. `raw`:
   * each example's output of its own class, which is no logarithm of a probability, so that it has no greatest value.
   */
  readonly of: 'likelihood' | 'error' | 'cancelled' | 'raw';
  /** Of the operation in which outputs met targets; for `cancelled` of that which added up the errors. */
  readonly stack: BundleStack;
}

/** Kernels that keep a meaning: parts, sums and other forms of the same numbers. */
const keeping = new Set(['Slice', 'StridedSlice', 'Transpose']);
const reducing = new Set(['Sum', 'Mean']);
/** Kernels that keep a score of one number, though they may change its sign. */
const sizing = new Set(['Square', 'Abs', 'Sqrt']);
/** Kernels whose results have a least and a greatest value. */
const bounding = new Set(['Sigmoid', 'Softmax', 'Tanh', 'Relu6', 'ClipByValue', 'Sin', 'Cos']);
/** Fewer errors are seldom those of a batch. Chosen. */
const leastErrors = 8;
/** What is added to a probability to keep it from 0, at most. */
const mostAdded = 0.01;

export class ScoreSigns {
  readonly #meanings = new Map<number, Meaning>();
  /** Differences in which each prediction meets a target of its own. */
  readonly #paired = new Set<number>();
  /**
   * What is no raw output: logarithms, and what has a greatest value, as a bounding activation or a division by its own
   * length gives; also products of these with data.
   */
  readonly #notRaw = new Set<number>();

  /** The score that a tensor is; undefined where it is none, or where something unknown takes part in it. */
  scoreOf(tensor: Tensor): Score | undefined {
    const meaning = this.#meanings.get(tensor.id);
    return typeof meaning === 'object' ? meaning : undefined;
  }

  /**
   * @param name of the kernel, or of the operation where that defines its own gradient
   * @param keeps whether the operation only changes the shape
   * @param stack gives the calls of user code under way
   */
  add(
    name: string,
    given: readonly Operand[],
    outputs: readonly Tensor[],
    keeps: boolean,
    stack: () => BundleStack,
  ): void {
    if (outputs.length === 0) return;
    if (this.#isNotRaw(name, given)) this.#notRaw.add(outputs[0].id);
    const meaning = given.length === 2 ? this.#ofTwo(name, given, stack) : this.#ofOne(name, given, keeps, stack);
    const isCancelled = reducing.has(name) && outputs[0].size === 1 && this.#paired.has(given[0]?.tensor.id);
    if (meaning === 'difference' && given.length === 2 && isPaired(given)) this.#paired.add(outputs[0].id);
    if (isCancelled) this.#meanings.set(outputs[0].id, { sign: -1, of: 'cancelled', stack: stack() });
    else if (meaning) this.#meanings.set(outputs[0].id, meaning);
    if (keeps && this.#paired.has(given[0]?.tensor.id)) this.#paired.add(outputs[0].id);
  }

  #isNotRaw(name: string, given: readonly Operand[]): boolean {
    const ofWeights = given.filter(({ hasWeights }) => hasWeights);
    if (bounding.has(name) || name === 'Log' || (name === 'RealDiv' && ofWeights.length === 2)) return true;
    return ofWeights.length > 0 && ofWeights.every(({ tensor }) => this.#notRaw.has(tensor.id));
  }

  #of({ tensor }: Operand): Meaning | undefined {
    return this.#meanings.get(tensor.id);
  }

  #ofOne(name: string, given: readonly Operand[], keeps: boolean, stack: () => BundleStack): Meaning | undefined {
    if (name === 'Softmax' || name === 'Sigmoid') return keeps ? undefined : 'probability';
    const [only] = given;
    if (given.length !== 1) return undefined;
    const meaning = this.#of(only);
    if (name === 'logSoftmax__op' && !keeps) return 'logarithm';
    if (keeps || keeping.has(name)) return name === 'logSoftmax__op' ? undefined : meaning;
    if (name === 'ClipByValue') return meaning === 'probability' || meaning === 'own' ? meaning : undefined;
    if (name === 'Log' && meaning === 'own') return { sign: 1, of: 'likelihood', stack: stack() };
    if (name === 'Log') return meaning === 'probability' ? 'logarithm' : undefined;
    if (name === 'Sum' && meaning === 'labeled') return 'own';
    if (typeof meaning === 'object' && meaning.of === 'cancelled' && sizing.has(name)) return meaning;
    if (name === 'Square' || name === 'Abs') return meaning === 'difference' ? error(stack) : undefined;
    if (name === 'Neg' && meaning === 'probability') return 'negated';
    if (typeof meaning !== 'object') return undefined;
    if (name === 'Neg') return turned(meaning, -1);
    return reducing.has(name) || (name === 'Sqrt' && meaning.of === 'error') ? meaning : undefined;
  }

  #ofTwo(name: string, given: readonly Operand[], stack: () => BundleStack): Meaning | undefined {
    if (name === 'SquaredDifference') return isComparison(given) ? error(stack) : undefined;
    const [a, b] = given;
    const [first, second] = given.map((one) => this.#of(one));
    if (first === undefined && second === undefined) {
      if (name === 'Multiply' && areRaw(given) && !this.#isNotRaw(name, given))
        return { sign: 1, of: 'raw', stack: stack() };
      return name === 'Sub' && isComparison(given) ? 'difference' : undefined;
    }
    if (typeof first === 'object' && typeof second === 'object') return sumOf(name, first, second);
    const meaning = first ?? second;
    if (first !== undefined && second !== undefined && name !== 'Multiply') return undefined;
    if (first === 'difference' && second === 'difference') return error(stack);
    if (first !== undefined && second !== undefined) return undefined;
    const other = first === undefined ? a : b;
    const isTurned = first === undefined && name === 'Sub';
    if (meaning === 'probability') return this.#ofProbability(name, given, other, isTurned);
    if (meaning === 'own') return name === 'Add' && isSmall(constantOf(other)) ? 'own' : undefined;
    if (meaning === 'negated') return name === 'Add' && isOne(constantOf(other)) ? 'probability' : undefined;
    if (meaning === 'logarithm')
      return name === 'Multiply' && !other.hasWeights && areLabels(other.tensor)
        ? { sign: 1, of: 'likelihood', stack: stack() }
        : undefined;
    return typeof meaning === 'object' ? scaled(name, meaning, other, first === undefined) : undefined;
  }

  #ofProbability(name: string, given: readonly Operand[], other: Operand, isTurned: boolean): Meaning | undefined {
    const value = constantOf(other);
    if (name === 'Maximum' || name === 'Minimum') return value === undefined ? undefined : 'probability';
    if (name === 'Add' && isSmall(value)) return 'probability';
    if (isTurned && isOne(value)) return 'probability';
    if (name === 'Multiply' && value === -1) return 'negated';
    if (name === 'Multiply' && !other.hasWeights && areLabels(other.tensor)) return 'labeled';
    return name === 'Sub' && isComparison(given) ? 'difference' : undefined;
  }
}

/** Whether it only keeps a probability from 0. */
function isSmall(value: number | undefined): boolean {
  return value !== undefined && value >= 0 && value <= mostAdded;
}

/** Whether a probability is taken from 1, or from a little more. */
function isOne(value: number | undefined): boolean {
  return value !== undefined && value >= 1 && value <= 1 + mostAdded;
}

function error(stack: () => BundleStack): Score {
  return { sign: -1, of: 'error', stack: stack() };
}

function turned(score: Score, by: number): Score {
  return by < 0 ? { ...score, sign: score.sign === 1 ? -1 : 1 } : score;
}

/** Two scores add up where better answers move both the same way. */
function sumOf(name: string, first: Score, second: Score): Score | undefined {
  if (name !== 'Add' && name !== 'Sub') return undefined;
  return first.sign === turned(second, name === 'Sub' ? -1 : 1).sign ? first : undefined;
}

/** A score and what is none: a factor, a constant, or a penalty of weights alone. */
function scaled(name: string, score: Score, other: Operand, isSecond: boolean): Score | undefined {
  const value = constantOf(other);
  const isFactor = name === 'Multiply' || (name === 'RealDiv' && !isSecond);
  if (isFactor) return value === undefined || value === 0 ? undefined : turned(score, value);
  if (name !== 'Add' && name !== 'Sub') return undefined;
  if (value === undefined && (other.hasData || !other.hasWeights)) return undefined;
  return name === 'Sub' && isSecond ? turned(score, -1) : score;
}

/** Whether predictions meet data. */
function isComparison([a, b]: readonly Operand[]): boolean {
  const isPrediction = (one: Operand): boolean => one.hasWeights && one.hasData;
  return (isPrediction(a) && !b.hasWeights) || (isPrediction(b) && !a.hasWeights);
}

/**
 * Whether rows of labels, one class each, meet as many outputs that are no logarithms of probabilities, of which some
 * are above 0.
 */
function areRaw([a, b]: readonly Operand[]): boolean {
  const [labels, outputs] = a.hasWeights ? [b, a] : [a, b];
  const isOfOutputs = outputs.hasWeights && outputs.hasData && !labels.hasWeights;
  const { size, shape } = outputs.tensor;
  if (!isOfOutputs || size !== labels.tensor.size || (shape.at(-1) ?? 1) < 2 || !namesClasses(labels.tensor))
    return false;
  return valuesOf(outputs.tensor)?.some((value) => value > 0) === true;
}

/** Whether each row of a tensor has a single 1 and else zeros, and not all of them the same one. */
function namesClasses(tensor: Tensor): boolean {
  const values = Array.from(valuesOf(tensor) ?? []);
  const ones = values.filter((value) => value === 1).length;
  const isOneEach = ones === tensor.size / (tensor.shape.at(-1) ?? 1);
  return tensor.rank > 1 && isOneEach && values.every((value) => value === 0 || value === 1) && areLabels(tensor);
}

/** Whether so many predictions meet as many targets, which are not all the same. */
function isPaired([a, b]: readonly Operand[]): boolean {
  const [targets, predictions] = b.hasWeights ? [a.tensor, b.tensor] : [b.tensor, a.tensor];
  if (targets.size < leastErrors || targets.size !== predictions.size) return false;
  const values = valuesOf(targets);
  return values?.some((value) => value !== values[0]) === true;
}

/** Whether these are labels of 0 and 1, of which both occur, or rows of class probabilities that sum to 1. */
function areLabels(tensor: Tensor): boolean {
  const values = valuesOf(tensor);
  const classes = tensor.shape.at(-1) ?? 1;
  if (!values || values.length < 2) return false;
  let [areBinary, sumToOne, isConstant] = [true, classes > 1 && tensor.shape.length > 1, true];
  for (let start = 0; start < values.length; start += classes) {
    let sum = 0;
    for (let at = start; at < start + classes; at++) {
      const value = values[at];
      if (value < 0 || value > 1) return false;
      if (value !== 0 && value !== 1) areBinary = false;
      if (value !== values[0]) isConstant = false;
      sum += value;
    }
    if (Math.abs(sum - 1) > 1e-3) sumToOne = false;
  }
  return !isConstant && (areBinary || sumToOne);
}
