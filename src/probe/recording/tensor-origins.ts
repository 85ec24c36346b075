/** Remembers which call of user code made a tensor outside of training steps, and from which tensors. */

import { engine, isTensor, type Tensor } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import { largest } from '../../report/statistics';
import { sameNumbers } from './same-numbers';

/** The most tensors that a seed remembers: a stack trace takes a few microseconds. */
const mostTensors = 4000;
/** Frames that are enough to get out of tfjs and into user code. */
const frames = 24;

interface Origin {
  readonly error: Error;
  /** Weak references, because a loop makes long chains of tensors. */
  readonly inputs: readonly WeakRef<Tensor>[];
  readonly kernel: string | undefined;
  /** The largest class number, of what `tf.oneHot` gives. */
  readonly oneHotMax: number | undefined;
  /** Of what a reshape made flat: its shape before. */
  readonly flatOf: readonly number[] | undefined;
  /** The reshape that made rows of its columns, of which it holds the numbers or something computed from each. */
  readonly reshaped: ReshapedRows | undefined;
}

/** A reshape of a tensor whose examples lie along its last axis to one with as many rows: they get mixed. */
export interface ReshapedRows {
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly error: Error;
}

/** A list whose elements user code put in another order. */
export interface Shuffled {
  /** How many numbers each element has; 0 for other elements, and for indices, which may stand for any rows. */
  readonly width: number;
}

/** Kernels that change each number by itself, beside those of `sameNumbers`. */
const eachByItself = new Set(['Sub', 'Add', 'Multiply', 'RealDiv', 'Cast']);

interface MakesTensors {
  runKernel(name: string, inputs: Readonly<Record<string, unknown>>, attributes?: unknown): unknown;
  makeTensor(...values: unknown[]): Tensor;
}

export class TensorOrigins {
  #origins = new WeakMap<Tensor, Origin>();
  #noted = 0;
  /** Where disposed tensors went: the call that disposed of each, or the end of the `tf.tidy` around it. */
  #disposals = new WeakMap<Tensor, Error>();
  #disposed = 0;
  #shuffled: (Shuffled & { readonly error: Error }) | undefined;

  /** @param isTraining whether a step is under way, whose tensors nobody asks about */
  constructor(private readonly isTraining: () => boolean) {}

  startSeed(): void {
    this.#origins = new WeakMap();
    this.#noted = 0;
    this.#disposals = new WeakMap();
    this.#disposed = 0;
    this.#shuffled = undefined;
  }

  /** Notes that user code puts the rows of a list in another order by itself, before tensors are made of them. */
  noteShuffle(list: ArrayLike<unknown>): void {
    this.#shuffled = { width: widthOfElements(list), error: traced() };
  }

  /** The list that was shuffled last; undefined for none. */
  get shuffled(): Shuffled | undefined {
    return this.#shuffled;
  }

  /** Wraps what makes tensors in tfjs. Called once in the life of a worker. */
  install(): void {
    this.#watchDisposal();
    const maker = engine as unknown as MakesTensors;
    const makeTensor = maker.makeTensor.bind(engine);
    maker.makeTensor = (...values) => {
      const tensor = makeTensor(...values);
      if (this.#isWanted) this.#note([tensor], [], undefined);
      return tensor;
    };
    const runKernel = maker.runKernel.bind(engine);
    maker.runKernel = (name, inputs, attributes) => {
      const result = runKernel(name, inputs, attributes);
      if (this.#isWanted) this.#note([result].flat().filter(isTensor), Object.values(inputs).flat(), name);
      return result;
    };
  }

  #watchDisposal(): void {
    const disposals = (): WeakMap<Tensor, Error> => this.#disposals;
    const isWanted = (): boolean => this.#disposed < mostTensors && !this.isTraining() && ++this.#disposed > 0;
    const prototype = tf.Tensor.prototype;
    const dispose = Object.getOwnPropertyDescriptor(prototype, 'dispose')?.value as (this: Tensor) => void;
    prototype.dispose = function (this: Tensor) {
      if (!this.isDisposed && isWanted()) disposals().set(this, traced());
      dispose.call(this);
    };
  }

  /** The stack trace of the call that disposed of a tensor; undefined where it was not remembered. */
  traceOfDisposal(tensor: Tensor): string | undefined {
    return this.#disposals.get(tensor)?.stack;
  }

  /**
   * The stack trace of the call that made the numbers of a tensor: calls that only reshape, cut or join are passed
   * over.
   * @returns undefined where it was not remembered
   */
  traceOf(tensor: Tensor): string | undefined {
    return this.#trace(tensor, (_, kernel) => kernel !== undefined && sameNumbers.has(kernel));
  }

  /**
   * The stack trace of the call that last took rows of one of the tensors by their indices, else of the last that
   * shuffled a list; undefined where none did.
   */
  traceOfReordering(tensors: readonly Tensor[]): string | undefined {
    const taken = tensors.map((tensor) => this.#traceOfTaking(tensor)).find((trace) => trace !== undefined);
    return taken ?? this.#shuffled?.error.stack;
  }

  #traceOfTaking(tensor: Tensor): string | undefined {
    let found: string | undefined;
    this.#trace(tensor, (_, kernel, trace) => {
      if (kernel === 'GatherV2') found ??= trace;
      return found === undefined && kernel !== undefined && sameNumbers.has(kernel);
    });
    return found;
  }

  /**
   * The stack trace of the call that multiplied a tensor or took its minus, where nothing came after that.
   * @returns undefined where none of them is made so
   */
  traceOfNegation(tensors: readonly Tensor[]): string | undefined {
    const origins = tensors.map((tensor) => this.#origins.get(tensor));
    return origins.find((origin) => origin?.kernel === 'Neg' || origin?.kernel === 'Multiply')?.error.stack;
  }

  /** The largest class number of those that `tf.oneHot` made a tensor of; undefined where it did not. */
  oneHotMax(tensor: Tensor): number | undefined {
    return this.#origins.get(tensor)?.oneHotMax;
  }

  /** The reshape that mixed the examples of a tensor; undefined for none. */
  reshapedRows(tensor: Tensor): ReshapedRows | undefined {
    return this.#origins.get(tensor)?.reshaped;
  }

  /** The stack trace of the operation that gave one of these tensors; undefined where none is remembered. */
  traceOfMaking(tensors: readonly Tensor[]): string | undefined {
    const origins = tensors.map((tensor) => this.#origins.get(tensor));
    return origins.find((origin) => origin?.kernel !== undefined)?.error.stack;
  }

  /** The stack trace of the call that first made a number which is not finite, as far back as tensors still exist. */
  traceOfNotFinite(tensor: Tensor, isFinite: (tensor: Tensor) => boolean): string | undefined {
    return this.#trace(tensor, (inputs) => inputs.some((input) => !isFinite(input)), isFinite);
  }

  /** Goes back from a tensor to those that it was made of, as long as `passesOn` says so. */
  #trace(
    tensor: Tensor,
    passesOn: (inputs: readonly Tensor[], kernel: string | undefined, trace: string | undefined) => boolean,
    isFinite: (tensor: Tensor) => boolean = () => false,
  ): string | undefined {
    let trace: string | undefined;
    const seen = new Set<Tensor>();
    for (let at: Tensor | undefined = tensor; at && !seen.has(at);) {
      seen.add(at);
      const origin = this.#origins.get(at);
      if (!origin) return trace;
      trace = origin.error.stack;
      const inputs: Tensor[] = origin.inputs.flatMap((input) => {
        const known = input.deref();
        return known && !known.isDisposed && known.dtype !== 'string' ? [known] : [];
      });
      if (!passesOn(inputs, origin.kernel, trace) || inputs.length === 0) return trace;
      at = inputs.find((input) => !isFinite(input) && this.#origins.has(input));
    }
    return trace;
  }

  get #isWanted(): boolean {
    return this.#noted < mostTensors && engine.state.gradientDepth === 0 && !this.isTraining();
  }

  #note(outputs: readonly Tensor[], inputs: readonly unknown[], kernel: string | undefined): void {
    this.#noted++;
    const given = inputs.filter(isTensor);
    const error = traced();
    const origin = {
      error,
      inputs: given.map((input) => new WeakRef(input)),
      kernel,
      oneHotMax: this.#oneHotMaxOf(kernel, given),
      ...this.#shapesOf(kernel, given, outputs, error),
    };
    for (const output of outputs) if (!this.#origins.has(output)) this.#origins.set(output, origin);
  }

  #shapesOf(
    kernel: string | undefined,
    given: readonly Tensor[],
    [output]: readonly Tensor[],
    error: Error,
  ): Pick<Origin, 'flatOf' | 'reshaped'> {
    const none = { flatOf: undefined, reshaped: undefined };
    if (kernel === undefined || given.length === 0) return none;
    const [first] = given.map((one) => this.#origins.get(one));
    if (kernel === 'Reshape') {
      const from = first?.flatOf ?? given[0].shape;
      if (output.rank < 2) return { flatOf: from, reshaped: first?.reshaped };
      const { shape: to } = output;
      if (mixesRows(from, to)) return { flatOf: undefined, reshaped: { from, to, error } };
    }
    if (!sameNumbers.has(kernel) && !eachByItself.has(kernel)) return none;
    const known = given.find((one) => this.#origins.get(one)?.reshaped && one.size === output.size);
    return { ...none, reshaped: known && this.#origins.get(known)?.reshaped };
  }

  /** Noted at once, since the class numbers are mostly gone soon. */
  #oneHotMaxOf(kernel: string | undefined, given: readonly Tensor[]): number | undefined {
    if (kernel === 'OneHot') return tf.tidy(() => given[0].max().dataSync()[0]);
    const known = kernel !== undefined && sameNumbers.has(kernel) ? given.map((one) => this.oneHotMax(one) ?? NaN) : [];
    return known.some(Number.isFinite) ? largest(known) : undefined;
  }
}

/** Whether the columns of one shape become the rows of the other, with the same other sizes, but in no other order. */
function mixesRows(from: readonly number[], to: readonly number[]): boolean {
  const rows = to[0];
  const others = [...to.slice(1)].sort((a, b) => a - b).join();
  const isOfColumns = from.length > 1 && from[from.length - 1] === rows && from[0] !== rows && rows > 1 && from[0] > 1;
  return isOfColumns && [...from.slice(0, -1)].sort((a, b) => a - b).join() === others;
}

function widthOfElements(list: ArrayLike<unknown>): number {
  const first: unknown = list[0];
  const numbers = ArrayBuffer.isView(first) ? Array.from(first as Float32Array) : [first].flat(Infinity);
  if (!numbers.every((one) => typeof one === 'number')) return 0;
  const areIndices = typeof first === 'number' && new Set(Array.from(list)).size === list.length;
  return areIndices ? 0 : numbers.length;
}

/** V8 writes the text of a stack trace only when somebody reads it. */
function traced(): Error {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = frames;
  const error = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  return error;
}
