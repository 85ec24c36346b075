/** Trains models on the data that comments of the user's name, in place of what the code hands over or the probe makes up. */

import type { BundleStack } from '../report/position';
import { type BatchSource, datasetBatches, type FitArguments, tensorBatches } from './batches';
import { type Model, modelParts } from './internals';
import type { DataFault, RealDataSource } from './job';
import { lossName } from './names';
import { isIn } from './stack-frames';
import { tableTensors } from './table-batches';
import * as tf from './tf';

/** Under which the bundle registers the modules that data come from. */
export const dataKey = Symbol.for('gradline.data');

type Load = () => unknown;

interface Batch {
  readonly xs: unknown;
  readonly ys: unknown;
}

/** The real data of one seed. */
export class RealData {
  readonly faults: DataFault[] = [];
  readonly #modules = new Map<number, Load>();
  readonly #used = new Set<number>();

  /** @param sources as in the job; of several that are meant for a model, the first counts */
  constructor(private readonly sources: readonly RealDataSource[]) {}

  get isEmpty(): boolean {
    return this.sources.length === 0;
  }

  register(source: number, load: Load): void {
    this.#modules.set(source, load);
  }

  /**
   * @param stacks the calls that made the model, and the one that trains it
   * @returns undefined where no data are meant for the model, or those that are don't fit, which is noted
   */
  async batches(model: Model, fit: FitArguments, ...stacks: readonly BundleStack[]): Promise<BatchSource | undefined> {
    const index = this.#find(stacks);
    if (index < 0) return undefined;
    try {
      // A Sequential leaves its data to the functional model inside it.
      const source = await this.#open(index, modelParts(model).model ?? model, fit);
      this.#used.add(index);
      return source;
    } catch (error) {
      this.fault(index, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /** Data for a model that is trained by hand: there is no call that they could be given to. */
  noteUnusable(name: string, ...stacks: readonly BundleStack[]): void {
    const index = this.#find(stacks);
    if (index >= 0 && !this.#used.has(index)) this.fault(index, `${this.sources[index].name} was not used: ${name} is trained by a loop of the code's own, which takes its data where it likes. Let that loop read the file.`);
  }

  private fault(source: number, message: string): void {
    if (!this.faults.some((known) => known.source === source && known.message === message)) this.faults.push({ source, message });
  }

  #find(stacks: readonly BundleStack[]): number {
    return this.sources.findIndex(({ within }) => within === undefined || stacks.some((stack) => isIn(within, stack)));
  }

  async #open(index: number, model: Model, fit: FitArguments): Promise<BatchSource> {
    const { name, content } = this.sources[index];
    if (content.kind === 'table') {
      const { xs, ys } = tableTensors(content.table, name, model);
      const { note } = content.table;
      const batches = await tensorBatches(model, xs, ys, wholeData(fit));
      return note === undefined ? batches : Object.assign(batches, { assumed: [note] });
    }
    const value = content.kind === 'arrays' ? content : await this.#exported(index, name, content.export ?? 'default');
    if (isDataset(value)) return datasetBatches(model, value, fit.classWeight);
    const { xs, ys } = batchIn(value, name);
    const parts = modelParts(model);
    return tensorBatches(model, fitted(xs, name, 'xs', parts.inputs.map(({ shape }) => shape), parts.inputNames), fitted(ys, name, 'ys', targetShapes(model), parts.outputNames), wholeData(fit));
  }

  async #exported(index: number, name: string, wanted: string): Promise<unknown> {
    const load = this.#modules.get(index);
    const file = name.replace(/#.*$/, '');
    if (!load) throw new Error(`${file} was not run: the file stopped before it could be. What is said of that has to be set right first.`);
    const module = load() as Record<string, unknown>;
    // CommonJS gives as default what it exports as a whole.
    const value = wanted in module ? module[wanted] : wanted === 'default' && !('__esModule' in module) ? module : undefined;
    if (value === undefined) {
      const names = Object.keys(module).filter((key) => key !== '__esModule' && key !== 'default');
      const exported = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
      throw new Error(wanted === 'default' ? `${file} has no default export; ${exported}. Name one behind a #: data = ./${file}#${names.at(0) ?? 'batch'}.` : `${file} does not export ${wanted}; ${exported}. Export it there, or correct the name.`);
    }
    try {
      const given = typeof value === 'function' ? (value as () => unknown)() : value;
      return await (given);
    } catch (error) {
      throw new Error(`${name} failed with «${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}». It is called without arguments, and without network or files.`, { cause: error });
    }
  }
}

/** All of the data are there to be trained on. */
function wholeData(fit: FitArguments): FitArguments {
  return { ...(fit.batchSize !== undefined && { batchSize: fit.batchSize }), classWeight: fit.classWeight };
}

function isDataset(value: unknown): value is Parameters<typeof datasetBatches>[1] {
  return typeof value === 'object' && value !== null && 'iterator' in value && typeof value.iterator === 'function';
}

function batchIn(value: unknown, name: string): Batch {
  if (Array.isArray(value) && value.length === 2) return { xs: value[0], ys: value[1] };
  if (typeof value === 'object' && value !== null && 'xs' in value && 'ys' in value) return { xs: value.xs, ys: value.ys };
  throw new Error(`${name} gives ${value === undefined ? 'nothing' : 'something else'} where a batch is wanted. Let it give {xs, ys} or [xs, ys]: tensors, nested arrays of numbers, or a tf.data dataset of these.`);
}

type Shape = readonly (number | null)[];

/** The targets' shapes, as tfjs works them out: for a loss that takes the number of a class, one number. */
function targetShapes(model: Model): Shape[] {
  const { outputs, outputNames, loss } = modelParts(model);
  return outputs.map(({ shape }, i) => {
    const own: unknown = Array.isArray(loss) ? (loss as unknown[])[i] : typeof loss === 'object' && loss !== null ? (loss as Record<string, unknown>)[outputNames[i]] : loss;
    return /^sparseCategoricalCrossentropy$/i.test(lossName(own)) ? [...shape.slice(0, -1), 1] : shape;
  });
}

/** One tensor for each shape, in order. */
function fitted(given: unknown, name: string, side: 'xs' | 'ys', shapes: readonly Shape[], names: readonly string[]): tf.Tensor | tf.Tensor[] {
  const parts = partsOf(given, shapes.length, names);
  if (parts.length !== shapes.length) throw new Error(`${name} gives ${parts.length} tensors as ${side}, but the model has ${shapes.length} (${names.join(', ')}). Give an array with one for each, or an object with these names.`);
  const tensors = parts.map((part, i) => {
    const which = shapes.length > 1 ? `${side} for ${names[i]}` : side;
    if (part === undefined) throw new Error(`${name} gives no ${which}. Give an object with the names ${names.join(', ')}.`);
    return tensorOf(part, shapes[i], name, which);
  });
  return tensors.length === 1 ? tensors[0] : tensors;
}

function partsOf(given: unknown, count: number, names: readonly string[]): unknown[] {
  if (given instanceof tf.Tensor || ArrayBuffer.isView(given)) return [given];
  if (Array.isArray(given)) return given.some((part) => part instanceof tf.Tensor) || (count > 1 && given.length === count) ? (given as unknown[]) : [given];
  if (typeof given === 'object' && given !== null) return names.map((name) => (given as Record<string, unknown>)[name]);
  return [given];
}

function tensorOf(part: unknown, shape: Shape, name: string, which: string): tf.Tensor {
  let tensor: tf.Tensor;
  try {
    if (!isRegular(part)) throw new Error('its rows are not all equally long');
    tensor = part instanceof tf.Tensor ? (part as tf.Tensor) : tf.tensor(part as tf.TensorLike);
  } catch (error) {
    throw new Error(`${which} of ${name} cannot be made a tensor: ${error instanceof Error ? error.message : String(error)}.`, { cause: error });
  }
  // One number an example is often written without an axis of its own.
  if (tensor.rank === shape.length - 1 && shape.at(-1) === 1) tensor = tensor.expandDims(-1);
  const fits = tensor.rank === shape.length && shape.every((size, i) => size === null || size === tensor.shape[i]);
  if (!fits) throw new Error(`${which} of ${name} has shape [${tensor.shape.join(', ')}], but the model takes [${shape.map((size) => size ?? 'any').join(', ')}]. Change the data or the model so that they fit.`);
  return tensor;
}

/** tfjs takes rows of any length for as long as the first one. */
function isRegular(value: unknown): boolean {
  if (!Array.isArray(value)) return true;
  const rows = value as unknown[];
  const length = (row: unknown): number => (Array.isArray(row) ? row.length : -1);
  return rows.every((row) => length(row) === length(rows[0]) && isRegular(row));
}
