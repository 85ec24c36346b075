/**
 * Notes the calls of whole models in a step, and tells of those that give one number for each example whether they
 * judge data or what another model made, and which way the loss pushes these numbers.
 */

import { isVariable, type Model, partsOf, type TapeNode, type Tensor, tensorsIn } from '../tfjs/internals';
import { handsOn } from './operands';
import { type ScoresInLoss, scoresInLoss } from './scores-in-loss';
import { valuesOf } from '../tfjs/tensor-values';

/** Outputs of more numbers are not looked at. */
const mostNumbers = 20_000;
/** The share of the gradients' sizes that has to be left of their sum, so that they go one way. Chosen. */
const oneWay = 0.9;
/** A step of more calls is none of two nets against each other: a recurrent net is called in each time step. */
const mostCalls = 24;

/** Which way a loss pushes outputs: it lowers them where its gradients are above 0. */
export interface Push {
  /** The sign of nearly all gradients; 0 where some are above and some below 0. */
  readonly sign: -1 | 0 | 1;
  /** The mean size of the gradients. */
  readonly size: number;
}

/** A call of a model that gives one number for each example. */
export interface JudgedCall {
  readonly judge: Model;
  /** The model whose outputs it judges; undefined for data. */
  readonly maker: Model | undefined;
  /** The model whose outputs are copied into these data, so that no gradient flows back to it. */
  readonly copied: Model | undefined;
  /** Whether nothing else in the step reads those outputs. */
  readonly isAlone: boolean;
  readonly push: Push;
}

interface Call {
  readonly model: Model;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly tape: readonly TapeNode[];
  /** The part of the tape that the call recorded. */
  readonly start: number;
  readonly end: number;
  /** The model that gave, before in the same step, the very numbers of data that the call reads. */
  readonly copied: Model | undefined;
}

/** Of what a tensor comes; `unknown` where data and outputs of models are mixed, or operations changed the outputs. */
type Source = Model | 'data' | 'unknown';

/** Fewer equal numbers may be equal by chance. Chosen. */
const leastCopied = 8;

/** What models gave outside of steps. */
const givenOutside = new WeakMap<Tensor, Model>();

/** Notes what a model gave outside of a step. */
export function noteGiven(model: Model, result: unknown): void {
  for (const output of tensorsIn(result)) givenOutside.set(output, model);
}

export class ModelCalls {
  readonly #calls: Call[] = [];
  /** What becomes of the numbers that calls gave, one for each example; undefined where none did. */
  scores: ScoresInLoss | undefined;

  /** @param start the length of the tape before the call */
  add(model: Model, inputs: unknown, result: unknown, tape: readonly TapeNode[], start: number): void {
    if (this.#calls.length > mostCalls) return;
    const given = tensorsIn(inputs);
    const copied = this.#copiedInto(given, model, tape);
    this.#calls.push({ model, inputs: given, outputs: tensorsIn(result), tape, start, end: tape.length, copied });
  }

  #copiedInto(inputs: readonly Tensor[], reader: Model, tape: readonly TapeNode[]): Model | undefined {
    const others = this.#calls.filter(({ model }) => model !== reader);
    if (others.length === 0) return undefined;
    const nodes = new Map(tape.flatMap((node) => node.outputs.map(({ id }) => [id, node] as const)));
    const data = inputs.flatMap((input) => dataIn(input, nodes));
    return others.find(({ outputs }) => outputs.some((output) => data.some((one) => areEqual(one, output))))?.model;
  }

  /** Whether what a call gave is multiplied by something that comes of a model: a weight of that one's own error. */
  #weighs({ outputs, tape }: Call, model: Model): boolean {
    const said = new Set(outputs.map(({ id }) => id));
    const ofModel = new Set(
      this.#calls.flatMap((call) => (call.model === model ? call.outputs : [])).map(({ id }) => id),
    );
    for (const node of tape) {
      const ids = Object.values(node.inputs).map(({ id }) => id);
      const [reads, readsModel] = [said, ofModel].map((known) => ids.some((id) => known.has(id)));
      if (reads && readsModel && (node.kernelName === 'Multiply' || node.kernelName === 'RealDiv')) return true;
      // A sum of both is no longer what the judge says alone.
      for (const { id } of node.outputs) if (reads !== readsModel) (reads ? said : ofModel).add(id);
    }
    return false;
  }

  /**
   * Reads the loss of the step, before its backward pass.
   * @param trained the variables of which the step takes gradients
   */
  noteLoss(loss: Tensor, trained: readonly Tensor[]): void {
    const areTrained = new Set(trained);
    const given = this.#calls.flatMap(({ model, outputs: [output, ...others] }) => {
      const isTrained = partsOf(model).weights.some(({ val }) => areTrained.has(val));
      return others.length === 0 && isOneEach(output) ? [{ model, isTrained, output }] : [];
    });
    if (given.length === 0 || this.#calls.length > mostCalls) return;
    this.scores = scoresInLoss(loss, this.#calls[0].tape, given, trained);
  }

  /**
   * @param gradientOf gives the gradient at a tensor that a call gave
   * @param outermost gives the model that user code knows
   */
  judged(gradientOf: (output: Tensor) => Tensor | undefined, outermost: (model: Model) => Model): JudgedCall[] {
    if (this.#calls.length > mostCalls) return [];
    const sources = new Sources(this.#calls, outermost);
    return this.#calls.flatMap((call): JudgedCall[] => {
      const [output] = call.outputs;
      if (call.outputs.length !== 1 || !isOneEach(output)) return [];
      const gradient = gradientOf(output);
      const source = gradient ? sources.ofCall(call) : 'unknown';
      if (!gradient || source === 'unknown' || source === call.model) return [];
      const maker = source === 'data' ? undefined : source;
      const isAlone = maker === undefined || sources.isAlone(call, maker);
      const copied = maker === undefined && call.copied && !this.#weighs(call, call.copied) ? call.copied : undefined;
      return [{ judge: call.model, maker, copied, isAlone, push: pushOf(gradient) }];
    });
  }
}

/** Whether a tensor holds one number for each example, or for each patch of an image. */
function isOneEach(output: Tensor): boolean {
  return output.shape.at(-1) === 1 && output.rank > 1 && output.size > 1 && output.size <= mostNumbers;
}

function pushOf(gradient: Tensor): Push {
  let [sum, sizes] = [0, 0];
  const values = valuesOf(gradient) ?? [];
  for (const value of values) {
    sum += value;
    sizes += Math.abs(value);
  }
  const isOneWay = sizes > 0 && Math.abs(sum) >= oneWay * sizes;
  return { sign: !isOneWay ? 0 : sum > 0 ? 1 : -1, size: sizes / values.length };
}

/** Follows tensors back to the calls and the data that they come of. */
class Sources {
  readonly #nodes = new Map<number, TapeNode>();
  readonly #makers = new Map<number, Model>();

  constructor(
    private readonly calls: readonly Call[],
    private readonly outermost: (model: Model) => Model,
  ) {
    for (const node of calls.at(0)?.tape ?? []) for (const { id } of node.outputs) this.#nodes.set(id, node);
    for (const { model, outputs } of calls) for (const { id } of outputs) this.#makers.set(id, model);
  }

  /** Where one of several inputs is made by a model, the others are what it was asked for, such as a class. */
  ofCall({ inputs }: Call): Source {
    return joined(inputs.map((input) => this.#of(input)));
  }

  /** Whether no operation outside of the judge's calls reads what the maker gave, but to hand it on. */
  isAlone({ model, tape }: Call, maker: Model): boolean {
    const made = new Set(this.calls.flatMap((call) => (call.model === maker ? call.outputs.map(({ id }) => id) : [])));
    const own = this.calls.filter((call) => call.model === model);
    return tape.every((node, at) => {
      if (!Object.values(node.inputs).some(({ id }) => made.has(id))) return true;
      if (own.some(({ start, end }) => at >= start && at < end)) return true;
      for (const { id } of node.outputs) made.add(id);
      return handsOn(node);
    });
  }

  #of(tensor: Tensor): Source {
    const maker = this.#makers.get(tensor.id);
    if (maker) return maker;
    const node = this.#nodes.get(tensor.id);
    if (!node) {
      if (isVariable(tensor)) return 'unknown';
      const giver = givenOutside.get(tensor);
      return giver ? this.outermost(giver) : 'data';
    }
    const inputs = Object.values(node.inputs);
    const sources = inputs.map((input) => this.#of(input));
    if (sources.every((source) => source === 'data')) return 'data';
    if (!handsOn(node)) return 'unknown';
    // Rows of data and rows that a model made, one below the other.
    const isLonger = node.outputs[0].shape[0] !== inputs[0].shape[0] && inputs.length > 1;
    return isLonger && sources.some((source) => source !== sources[0]) ? 'unknown' : joined(sources);
  }
}

/** The tensors of data that one was put together from. */
function dataIn(tensor: Tensor, nodes: ReadonlyMap<number, TapeNode>): Tensor[] {
  const node = nodes.get(tensor.id);
  if (!node) return isVariable(tensor) ? [] : [tensor];
  return handsOn(node) ? Object.values(node.inputs).flatMap((input) => dataIn(input, nodes)) : [];
}

/** Whether two tensors hold the same numbers, enough of them that chance has no part in it. */
function areEqual(one: Tensor, other: Tensor): boolean {
  if (one.size !== other.size || one.size < leastCopied || one.id === other.id) return false;
  const [a, b] = [valuesOf(one), valuesOf(other)];
  return a?.some((value) => value !== 0) === true && a.every((value, at) => value === b?.[at]);
}

function joined(sources: readonly Source[]): Source {
  const made = new Set(sources.filter((source) => source !== 'data'));
  const [first] = made;
  return made.size === 0 ? 'data' : made.size === 1 ? first : 'unknown';
}
