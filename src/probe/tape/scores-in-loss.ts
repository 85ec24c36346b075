/**
 * Follows what models say of examples, one number of each, to the loss: whether the loss rises or falls with all of
 * these numbers, as their mean does, and which models it makes answer targets, as the square of an error does.
 */

import { isVariable, type Model, type TapeNode, type Tensor } from '../tfjs/internals';
import { type Values, valuesOf } from '../tfjs/tensor-values';
import { constantOf, handsOn } from './operands';

/** What a model gave: one number for each example. */
export interface GivenScore {
  readonly model: Model;
  /** Whether the step has gradients for weights of the model. */
  readonly isTrained: boolean;
  readonly output: Tensor;
}

export interface ScoresInLoss {
  /**
   * Whether the loss rises (1) or falls (-1) by the same for each number of the models that the step does not train; 0
   * where it does neither.
   */
  readonly sign: Sign;
  /** The models that it trains to answer targets: nothing but the error of their numbers gets to the loss. */
  readonly regressed: ReadonlySet<Model>;
}

type Sign = -1 | 0 | 1;

/** Labels of data and fakes have two values, rewards seldom as few. Chosen. */
const leastTargets = 3;

const reducing = new Set(['Sum', 'Mean']);
const squaring = new Set(['Square', 'Abs']);

/**
 * @param tape the operations of the step, in their order
 * @param trained the variables of which the step takes gradients
 */
export function scoresInLoss(
  loss: Tensor,
  tape: readonly TapeNode[],
  given: readonly GivenScore[],
  trained: readonly Tensor[],
): ScoresInLoss {
  const reached = reachedFrom(tape, trained);
  const taught = given.filter(({ isTrained, output }) => isTrained && reached.has(output.id));
  const isRegressed = (model: Model): boolean =>
    taught.every((one) => one.model !== model || meetsTargets(tape, one.output, reached));
  const asked = given.filter(({ isTrained }) => !isTrained);
  return {
    sign: signIn(loss, tape, asked),
    regressed: new Set(taught.map(({ model }) => model).filter(isRegressed)),
  };
}

/** The ids of all that is made of some tensors, these included. */
function reachedFrom(tape: readonly TapeNode[], start: readonly Tensor[]): ReadonlySet<number> {
  const reached = new Set(start.map(({ id }) => id));
  for (const { inputs, outputs } of tape)
    if (Object.values(inputs).some(({ id }) => reached.has(id))) for (const { id } of outputs) reached.add(id);
  return reached;
}

function signIn(loss: Tensor, tape: readonly TapeNode[], given: readonly GivenScore[]): Sign {
  const signs = new Map(given.map(({ output }): [number, Sign] => [output.id, 1]));
  const scores = new Set(signs.keys());
  for (const node of tape) {
    const inputs = Object.values(node.inputs);
    if (inputs.every(({ id }) => !signs.has(id)) || node.outputs.some(({ id }) => scores.has(id))) continue;
    const sign = signOf(
      node,
      inputs.map(({ id }) => signs.get(id)),
    );
    for (const { id } of node.outputs) signs.set(id, sign);
  }
  return signs.get(loss.id) ?? 0;
}

/** @param signs of the inputs; undefined for what no score takes part in */
function signOf(node: TapeNode, signs: readonly (Sign | undefined)[]): Sign {
  const { kernelName: name = '' } = node;
  const [first, second] = signs;
  const both = signs.filter((sign) => sign !== undefined);
  const same = both.every((sign) => sign === both[0]) ? both[0] : 0;
  if (handsOn(node)) return both.length === signs.length ? same : 0;
  if (signs.length === 1) return reducing.has(name) ? same : name === 'Neg' ? turned(same) : 0;
  if (signs.length !== 2) return 0;
  // Of two critics the one that expects less counts.
  if (name === 'Minimum' || name === 'Maximum') return both.length === 2 ? same : 0;
  if (name === 'Add') return same;
  if (name === 'Sub') {
    if (second === undefined) return same;
    return first === undefined || first === turned(second) ? turned(second) : 0;
  }
  const isScaled = name === 'Multiply' || (name === 'RealDiv' && second === undefined);
  if (!isScaled || both.length !== 1) return 0;
  const factor = factorOf(node, first === undefined ? 0 : 1);
  return factor > 0 ? same : factor < 0 ? turned(same) : 0;
}

function turned(sign: Sign): Sign {
  return sign === 1 ? -1 : sign === -1 ? 1 : 0;
}

/** The constant by which a product or a quotient multiplies; 0 where it is none, or several. */
function factorOf({ inputs, saved }: TapeNode, at: number): number {
  const operand = Object.values(inputs)[at];
  // The backward pass keeps a copy of what a tidy of user code disposes of.
  return constantOf({ tensor: saved.at(at) ?? operand, hasWeights: isVariable(operand), hasData: false }) ?? 0;
}

/** Whether targets that no gradient reaches are taken from an output, and only squares or sizes of that are read. */
function meetsTargets(tape: readonly TapeNode[], output: Tensor, reached: ReadonlySet<number>): boolean {
  const own = new Set([output.id]);
  const errors = new Set<number>();
  let isSquared = false;
  for (const node of tape) {
    const { kernelName: name = '', inputs, outputs } = node;
    const operands = Object.values(inputs);
    const [ofOwn, ofErrors] = [own, errors].map((known) => operands.filter(({ id }) => known.has(id)));
    if (ofOwn.length + ofErrors.length === 0) continue;
    if (handsOn(node) && operands.length === 1) for (const { id } of outputs) (ofOwn.length > 0 ? own : errors).add(id);
    else if (ofErrors.length === operands.length && (squaring.has(name) || name === 'Multiply')) isSquared = true;
    else if (ofOwn.length === 1 && (name === 'Sub' || name === 'SquaredDifference')) {
      const at = own.has(operands[0].id) ? 1 : 0;
      const targets = name === 'Sub' ? operands[at] : (node.saved.at(at) ?? operands[at]);
      if (reached.has(operands[at].id) || !areTargets(targets, output)) return false;
      if (name === 'Sub') for (const { id } of outputs) errors.add(id);
      else isSquared = true;
    } else return false;
  }
  return isSquared;
}

function areTargets(tensor: Tensor, outputs: Tensor): boolean {
  return tensor.size === outputs.size && haveValuesOfTargets(valuesOf(tensor));
}

/** Whether these are more than a few different numbers, such as the labels of data and of fakes are. */
export function haveValuesOfTargets(values: Values | undefined): boolean {
  return new Set(values).size >= leastTargets;
}
