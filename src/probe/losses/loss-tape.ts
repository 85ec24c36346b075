/**
 * Reads the tape of a loss while tfjs writes it: what made each tensor, which data the step begins with, and which
 * operations are mistakes for certain.
 *
 * tfjs adds a node for each operation while the call of user code is still on the stack, so that the line is known.
 */

import type { BundleStack } from '../../report/position';
import { engine, isVariable, type Tensor, type Variable } from '../tfjs/internals';
import type { NumberRange } from '../../report/losses';
import { outputRange } from './loss-numbers';
import { sameNumbers } from '../recording/same-numbers';
import { type Rows, rowsOf } from './rows';
import { type Comparing, type Comparison, comparisonOf } from './hand-written-loss';
import type { Activation, AddedPenalty, LossSlip } from './step-losses';
import { type Part, penaltyFacts } from '../tape/added-penalty';
import { BatchSums } from './batch-sums';
import { activationNames, type Attributes, isCopy } from '../tape/operands';
import { EndlessTerms } from '../tape/endless-terms';
import { HiddenActivations } from '../tape/hidden-activations';
import { KernelChain } from '../tape/kernel-chain';
import { RewardedClasses } from '../tape/rewarded-classes';
import { ScoreSigns } from './score-signs';
import { SwappedAxes } from '../tape/swapped-axes';

/** An operation as tfjs writes it on the tape. */
export interface Operation {
  /** Of the kernel, or of the operation where that defines its own gradient. */
  readonly name: string;
  readonly inputs: Readonly<Record<string, Tensor>>;
  readonly outputs: readonly Tensor[];
  readonly attributes?: Attributes | undefined;
  /** Whether a layer `Reshape` of tfjs is running. */
  readonly ofReshapeLayer?: boolean;
}

/** What a tensor of the loss was computed from. */
interface Origin extends Part {
  /** Whether a softmax or a sigmoid gave it, perhaps in another shape. */
  readonly is?: 'softmax' | 'sigmoid' | undefined;
  /** The activation that gave it outside of a layer, perhaps in another shape. */
  readonly activation?: Activation | undefined;
  /** Of outputs that a clip has cut to 0…1, or of their logarithms: what they were before. */
  readonly cut?: NumberRange | undefined;
  /** The division whose numbers it has, perhaps cut or as logarithms, such as that of a softmax by hand. */
  readonly dividedAt?: BundleStack | undefined;
  /** The tensor from outside of the step whose numbers it has, at most some of them, or in another shape. */
  readonly source?: Tensor | undefined;
}

const activationOf: Readonly<Partial<Record<string, string>>> = { ...activationNames, Softmax: 'softmax' };

const comparingOf: Readonly<Partial<Record<string, Comparing>>> = {
  Sub: 'difference',
  SquaredDifference: 'difference',
  Multiply: 'product',
};

/** The most comparisons of a step that are kept: a loss of several parts is none that the probe knows. */
const mostComparisons = 6;

/** The most operands that are kept: a recurrent net reads one in each time step. */
const mostOperands = 64;

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

/** Kernels whose gradient is 0 wherever there is one, with the names of their operations. */
const flatOf: Readonly<Partial<Record<string, string>>> = {
  Floor: 'floor',
  Ceil: 'ceil',
  Round: 'round',
  Sign: 'sign',
  Step: 'step',
  ArgMax: 'argMax',
  ArgMin: 'argMin',
};

const applied: Readonly<Partial<Record<string, 'softmax' | 'sigmoid'>>> = {
  Softmax: 'softmax',
  logSoftmax__op: 'softmax',
  softmaxCrossEntropy__op: 'softmax',
  Sigmoid: 'sigmoid',
};

export class LossTape {
  /** Tensors from outside of the step that meet weights before anything else does: what the model reads. */
  readonly inputs = new Set<Tensor>();
  /** Whether `operands` are kept. */
  keepsOperands = false;
  /** The same as an operation takes them, such as the rows that the step cuts out of an input: copies of them. */
  readonly operands = new Map<number, Rows>();
  /** Those that meet, outside of layers, what the weights have made of inputs: what the loss compares. */
  readonly targets = new Set<Tensor>();
  /** What the loss compares by operations outside of layers. */
  readonly comparisons: Comparison[] = [];
  /** Variables that an operation took as its kernel: the right side of a product, or a filter. */
  readonly kernels = new Set<Variable>();
  /** The call that last divided what weights made by data, outside of layers; empty where none did. */
  dividedByTargets: BundleStack = [];
  /** Whether the last operation of the loss that no layer runs is kept. */
  keepsLastCall = false;
  #lastCall: BundleStack = [];
  /** Whether an operation took a tensor without a single number. */
  readsNothing = false;
  readonly #origins = new Map<number, Origin>();
  /** Tensors that the step makes have later ids. */
  readonly #lastId = engine.nextTensorId();
  readonly #signs = new ScoreSigns();
  readonly #sums = new BatchSums();
  readonly #rewarded = new RewardedClasses();
  readonly #swapped = new SwappedAxes();
  readonly #endless = new EndlessTerms();
  /** Activations that user code applies by operations between kernels. */
  readonly hiddenActivations = new HiddenActivations();
  readonly chain = new KernelChain();

  /** Whether the tensor is what a softmax or a sigmoid gave. */
  is(tensor: Tensor): Origin['is'] {
    return this.#origins.get(tensor.id)?.is;
  }

  /** The activation outside of layers that gave the tensor. */
  activationOf(tensor: Tensor): Activation | undefined {
    return this.#origins.get(tensor.id)?.activation;
  }

  /** Whether weights took part in the tensor; false as well where the tape was not read. */
  isOfWeights(tensor: Tensor): boolean {
    return isVariable(tensor) || this.#origins.get(tensor.id)?.hasWeights === true;
  }

  /** What is added to the loss beside the error of the answers, and the call that made it; undefined for nothing. */
  penaltyIn(loss: Tensor): AddedPenalty | undefined {
    const { penalty = 0, penaltyOfOutputs = false, penaltyAt = [] } = this.#origins.get(loss.id) ?? {};
    return penalty === 0 ? undefined : { amount: penalty, ofOutputs: penaltyOfOutputs, stack: penaltyAt };
  }

  /**
   * What is wrong, or may be, with the way in which the loss adds up: training lowers it by making the answers worse,
   * it is a sum over the examples of a batch, an example's reward meets all classes alike, or a reshape on the way to
   * it is meant to swap axes.
   */
  slipsOf(loss: Tensor): LossSlip[] {
    const reshaped = this.#swapped.found.map(({ from, to, stack }): LossSlip => ({
      kind: 'reshaped',
      operation: 'reshape',
      shapes: [from, to],
      stack,
    }));
    const endless = this.#endless.partsIn(loss);
    const falls: LossSlip | undefined = endless && {
      kind: 'endless',
      operation: endless.of,
      shapes: [],
      stack: endless.stack,
    };
    const slips = [this.#wrongSign(loss), falls, this.#sums.slipOf(loss), this.#rewardOfAll(loss), ...reshaped];
    return slips.filter((slip) => slip !== undefined);
  }

  #rewardOfAll(loss: Tensor): LossSlip | undefined {
    const product = this.#rewarded.productIn(loss);
    return product && { kind: 'all-classes', operation: 'mul', shapes: [product.shape], stack: product.stack };
  }

  #wrongSign(loss: Tensor): LossSlip | undefined {
    const score = this.#signs.scoreOf(loss);
    if (!score || score.of === 'cancelled' || (score.sign !== 1 && score.of !== 'raw')) return undefined;
    return { kind: 'sign', operation: score.of, shapes: [], stack: score.stack };
  }

  /**
   * The line of the loss function that computes the loss's last number.
   * @param step the call that takes the gradients, which runs that function
   */
  lineOfLoss(step: BundleStack): BundleStack {
    const inside = this.#lastCall.length - step.length;
    return inside > 0 ? this.#lastCall.slice(inside - 1) : step;
  }

  /** A slip, where the loss adds up errors that keep their signs. */
  cancelledErrors(loss: Tensor): LossSlip | undefined {
    const score = this.#signs.scoreOf(loss);
    return score?.of === 'cancelled'
      ? { kind: 'pairs', operation: 'custom', shapes: [], stack: score.stack }
      : undefined;
  }

  /**
   * @param inLoss whether no layer is running, so that the operation belongs to the loss
   * @param stack gives the calls of user code under way
   * @returns a slip, where the operation is one
   */
  add(
    { name, inputs, outputs, attributes, ofReshapeLayer = false }: Operation,
    inLoss: boolean,
    stack: () => BundleStack,
  ): LossSlip | undefined {
    const given = Object.values(inputs);
    if (inLoss && this.keepsLastCall) this.#lastCall = stack();
    this.readsNothing ||= given.some(({ size }) => size === 0);
    const kernel = name === 'BatchMatMul' ? inputs.b : name === 'Conv2D' ? inputs.filter : undefined;
    if (kernel && isVariable(kernel)) this.kernels.add(kernel);
    const origins = given.map((input) => this.#originOf(input));
    const keeps = reshaping.has(name) || isCopy(name, inputs, outputs);
    if (inLoss) this.hiddenActivations.add(name, kernel, given, outputs, keeps);
    if (inLoss) this.chain.add(name, inputs, outputs, keeps, stack);
    const activation = keeps ? origins[0]?.is : applied[name];
    const origin: Origin = {
      hasWeights: origins.some(({ hasWeights }) => hasWeights),
      hasData: origins.some(({ hasData }) => hasData),
      ...(inLoss && { compares: origins.some((one) => one.compares) || meetsTargets(name, origins) }),
      ...((name === 'Softmax' || name === 'Sigmoid' || keeps) && { is: activation }),
      ...((keeps || sameNumbers.has(name)) && { source: sourceOf(name, origins) }),
      ...(inLoss && { activation: keeps ? origins[0]?.activation : named(activationOf[name], stack) }),
      ...(inLoss && { cut: keeps || name === 'Log' ? origins[0]?.cut : cutBy(given, attributes) }),
      ...(inLoss && { dividedAt: name === 'RealDiv' ? stack() : divisionOf(origins) }),
      ...(inLoss && isOneEach(outputs[0]) && penaltyFacts({ name, given, origins, keeps }, stack)),
    };
    const clipped = inLoss ? clippedOutputs(name, origins, stack) : undefined;
    if (inLoss && name === 'RealDiv' && isOfTargets(origins)) this.dividedByTargets = stack();
    this.#noteData(given, origins, inLoss);
    if (inLoss) this.#noteComparison(name, given, origins, stack);
    for (const { id } of outputs) this.#origins.set(id, origin);
    const operands = given.map((tensor, at) => ({ tensor, ...origins[at] }));
    this.#signs.add(name, operands, outputs, keeps, stack);
    this.#endless.add(name, operands, outputs, keeps, stack);
    this.#rewarded.add(name, operands, outputs, { attributes, keeps, stack });
    this.#swapped.add(name, operands, outputs, { attributes, isOwn: !ofReshapeLayer, stack });
    const pooled = this.#sums.add(name, operands, outputs, { attributes, keeps, stack });
    if (clipped ?? pooled) return clipped ?? pooled;
    if (!inLoss || keeps) return undefined;
    const flat = flatOf[name];
    if (flat !== undefined && origins[0]?.hasWeights && origins[0].hasData)
      return { kind: 'flat', operation: flat, shapes: [], stack: stack() };
    const isSoftmax = name === 'Softmax' || name === 'logSoftmax__op';
    if (isSoftmax && given[0].shape.at(-1) === 1 && given[0].size > 1 && origins[0].hasWeights)
      return { kind: 'alone', operation: 'softmax', shapes: [given[0].shape], stack: stack() };
    // Where the operation takes labels, they come first.
    const input = origins.at(-1);
    if (activation !== undefined && input?.is === activation && input.hasWeights)
      return {
        kind: 'twice',
        operation: activation,
        shapes: given.slice(-1).map(({ shape }) => shape),
        stack: stack(),
      };
    const kind = isBroadcast(name, given, origins, outputs)
      ? 'broadcast'
      : isOneForAll(name, given, origins)
        ? 'column'
        : undefined;
    return kind && { kind, operation: pairwise[name] ?? name, shapes: given.map(({ shape }) => shape), stack: stack() };
  }

  #originOf(tensor: Tensor): Origin {
    const known = this.#origins.get(tensor.id);
    if (known) return known;
    if (isVariable(tensor)) return { hasWeights: true, hasData: false };
    // A single number is a factor, unless it is a batch of one row.
    const hasData = tensor.size > 1 || tensor.rank > 1;
    // Noise, masks and first states are made anew in each step.
    const isGiven = tensor.id < this.#lastId && hasData;
    return { hasWeights: false, hasData, ...(isGiven && { source: tensor }) };
  }

  #noteComparison(name: string, given: readonly Tensor[], origins: readonly Origin[], stack: () => BundleStack): void {
    const comparing = comparingOf[name];
    if (!comparing || given.length !== 2 || this.comparisons.length >= mostComparisons) return;
    const target = origins.findIndex(({ hasWeights, hasData }) => hasData && !hasWeights);
    const prediction = origins.findIndex(({ hasWeights, hasData }) => hasData && hasWeights);
    if (target < 0 || prediction < 0) return;
    const found = comparisonOf(comparing, given[target], given[prediction], stack);
    const { dividedAt, activation } = origins[prediction];
    if (found) this.comparisons.push({ ...found, activation, ...(dividedAt && { dividedAt }) });
  }

  /** An operation of data and weights reads an input; one of data and of what weights made of data reads a target. */
  #noteData(given: readonly Tensor[], origins: readonly Origin[], inLoss: boolean): void {
    const isOfWeights = origins.some(({ hasWeights, hasData }) => hasWeights && !hasData);
    if (isOfWeights && this.keepsOperands && this.operands.size < mostOperands)
      given.forEach((tensor, at) => {
        const isData = origins[at].hasData && !origins[at].hasWeights && !this.operands.has(tensor.id);
        const rows = isData ? rowsOf(tensor, tensor.shape[0] ?? 0) : undefined;
        if (rows) this.operands.set(tensor.id, rows);
      });
    const sources = origins.flatMap(({ hasWeights, source }) => (source && !hasWeights ? [source] : []));
    if (sources.length === 0) return;
    if (isOfWeights) for (const source of sources) this.inputs.add(source);
    else if (inLoss && origins.some(({ hasWeights }) => hasWeights))
      for (const source of sources) this.targets.add(source);
  }
}

/** Operations that take data beside predictions without comparing them. */
const joining = new Set(['Concat', 'Pack', 'GatherV2']);

/** Whether an operation brings together predictions and other data. */
function meetsTargets(name: string, origins: readonly Origin[]): boolean {
  return (
    !joining.has(name) &&
    origins.some(({ hasWeights, hasData }) => hasData && !hasWeights) &&
    origins.some(({ hasWeights, hasData }) => hasData && hasWeights)
  );
}

function named(name: string | undefined, stack: () => BundleStack): Activation | undefined {
  return name === undefined ? undefined : { name, stack: stack() };
}

/** The division that gave the only operand besides constants, such as what keeps a logarithm from 0. */
function divisionOf(origins: readonly Origin[]): BundleStack | undefined {
  const ofData = origins.filter(({ hasWeights, hasData }) => hasWeights || hasData);
  return ofData.length === 1 ? ofData[0].dividedAt : undefined;
}

/** What an operation that cuts its input to 0…1 was given, where that goes beyond; undefined for other operations. */
function cutBy([given]: readonly Tensor[], attributes: Attributes = {}): NumberRange | undefined {
  const { clipValueMin: low, clipValueMax: high } = attributes;
  if (typeof low !== 'number' || typeof high !== 'number' || low < 0 || high > 1) return undefined;
  const { min, max, outside } = outputRange(given);
  return outside > 0 ? { min, max, outside } : undefined;
}

/** The slip of labels that are multiplied by the logarithms of outputs which a clip has cut to 0…1. */
function clippedOutputs(name: string, origins: readonly Origin[], stack: () => BundleStack): LossSlip | undefined {
  if (name !== 'Multiply' || origins.length !== 2) return undefined;
  const outputs = origins.find(({ cut, hasWeights, hasData }) => cut && hasWeights && hasData)?.cut;
  const meetsLabels = origins.some(({ hasWeights, hasData }) => hasData && !hasWeights);
  return outputs && meetsLabels
    ? { kind: 'clipped', operation: 'log', shapes: [], outputs, stack: stack() }
    : undefined;
}

/** What the first tensor comes of, which a gather takes before its indices; joined tensors have one source or none. */
function sourceOf(name: string, [first, ...others]: readonly Origin[]): Tensor | undefined {
  const joins = name === 'Concat' || name === 'Pack';
  return joins && others.some(({ source }) => source !== first.source) ? undefined : first.source;
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

/** Whether a prediction of several columns is compared with data of a single one, which repeats for each of them. */
function isOneForAll(name: string, given: readonly Tensor[], origins: readonly Origin[]): boolean {
  if (comparingOf[name] !== 'difference' || given.length !== 2 || !given.every(({ rank }) => rank === 2)) return false;
  const data = origins.findIndex(({ hasWeights, hasData }) => hasData && !hasWeights);
  const prediction = origins.findIndex(({ hasWeights, hasData }) => hasData && hasWeights);
  if (data < 0 || prediction < 0) return false;
  const [rows, columns] = given[prediction].shape;
  return columns > 1 && rows > 1 && given[data].shape[0] === rows && given[data].shape[1] === 1;
}

/** Whether an operation of two has what weights made first, and data alone second. */
function isOfTargets([first, second]: readonly Origin[]): boolean {
  return first.hasWeights && !second.hasWeights && second.hasData;
}

/** Whether a tensor holds a single number, or a list of them, one for each example. */
function isOneEach(tensor: Tensor | undefined): boolean {
  return tensor?.size === 1 || tensor?.rank === 1;
}
