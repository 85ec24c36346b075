/** Trains models on the data that comments of the user's name, in place of what the code hands over or the probe makes up. */

import type { BundleStack } from '../../report/position';
import { type BatchSource, datasetBatches, type FitArguments, tensorBatches } from './batches';
import { fittedBatch } from './fitted-batch';
import { type Model, modelParts } from '../tfjs/internals';
import type { RealDataSource } from '../protocol/job';
import type { DataFault } from '../protocol/result';
import { now } from '../time/clock';
import type { PendingWork } from '../time/pending-work';
import { untilIdle } from '../time/until-idle';
import { isIn } from '../recording/stack-frames';
import { tableTensors } from './table-batches';
import * as tf from '../tfjs/tf';

/** Of the time that is left, what data may take to come. */
const largestShare = 0.2;

type Load = () => unknown;

/** The real data of one seed. */
export class RealData {
  readonly faults: DataFault[] = [];
  readonly #modules = new Map<number, Load>();
  readonly #used = new Set<number>();
  readonly #failed = new Map<number, Error>();

  /**
   * @param sources as in the job; of several that are meant for a model, the first counts
   * @param deadline time of `now()` at which the seed has to end
   * @param pending what user code has under way
   */
  constructor(
    private readonly sources: readonly RealDataSource[],
    private readonly deadline: number,
    private readonly pending: PendingWork,
  ) {}

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
    if (index >= 0 && !this.#used.has(index))
      this.fault(
        index,
        `${this.sources[index].name} was not used: ${name} is trained by a loop of the code's own, which takes its data where it likes. Let that loop read the file.`,
      );
  }

  private fault(source: number, message: string): void {
    if (!this.faults.some((known) => known.source === source && known.message === message))
      this.faults.push({ source, message });
  }

  #find(stacks: readonly BundleStack[]): number {
    return this.sources.findIndex(({ within }) => within === undefined || stacks.some((stack) => isIn(within, stack)));
  }

  async #open(index: number, model: Model, fit: FitArguments): Promise<BatchSource> {
    const { name, content } = this.sources[index];
    if (content.kind === 'table') {
      const { xs, ys } = tableTensors(content.table, name, model);
      const { note } = content.table;
      const batches = await cutBatches(model, xs, ys, fit, name);
      return note === undefined ? batches : Object.assign(batches, { assumed: [note] });
    }
    const value = content.kind === 'arrays' ? content : await this.#exported(index, name, content.export ?? 'default');
    if (isDataset(value)) return this.#dataset(index, value, model, fit);
    const { xs, ys } = fittedBatch(value, name, model);
    return cutBatches(model, oneOrAll(xs), oneOrAll(ys), fit, name);
  }

  /** Its first batch is asked for at once: where it does not fit, others can take its place. */
  async #dataset(index: number, dataset: Dataset, model: Model, fit: FitArguments): Promise<BatchSource> {
    const { name } = this.sources[index];
    const source = datasetBatches(model, checked(dataset, name, model), fit.classWeight);
    const take = source.next.bind(source);
    const next = async (): Promise<tf.Tensor[]> => {
      try {
        return await take();
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        throw new Error(message.includes(name) ? message : `${name} cannot be trained on: ${message}`, {
          cause: error,
        });
      }
    };
    const first = await this.#inTime(name, next());
    let isFirst = true;
    return Object.assign(source, {
      next: async (): Promise<tf.Tensor[]> => {
        if (isFirst) {
          isFirst = false;
          return first;
        }
        try {
          return await next();
        } catch (error) {
          this.fault(index, `A later batch does not fit: ${(error as Error).message}`);
          throw error;
        }
      },
    });
  }

  async #exported(index: number, name: string, wanted: string): Promise<unknown> {
    const load = this.#modules.get(index);
    const file = name.replace(/#.*$/, '');
    if (!load)
      throw new Error(
        `${file} was not run: the file stopped before it could be. What is said of that has to be set right first.`,
      );
    const module = loaded(load, file);
    // CommonJS gives as default what it exports as a whole.
    const value =
      wanted in module ? module[wanted] : wanted === 'default' && !('__esModule' in module) ? module : undefined;
    if (value === undefined) {
      const names = Object.keys(module).filter((key) => key !== '__esModule' && key !== 'default');
      const exported = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
      throw new Error(
        wanted === 'default'
          ? `${file} has no default export; ${exported}. Name one behind a #: data = ./${file}#${names.at(0) ?? 'batch'}.`
          : `${file} does not export ${wanted}; ${exported}. Export it there, or correct the name.`,
      );
    }
    const known = this.#failed.get(index);
    if (known) throw known;
    try {
      const given = typeof value === 'function' ? (value as () => unknown)() : value;
      return await this.#inTime(name, Promise.resolve(given));
    } catch (error) {
      const failure =
        error instanceof TooLate
          ? error
          : new Error(
              `${name} failed with «${reason(error)}». It is called without arguments, and without network or files.`,
              { cause: error },
            );
      // A loop may ask for it again with each step.
      this.#failed.set(index, failure);
      throw failure;
    }
  }

  async #inTime<T>(name: string, work: Promise<T>): Promise<T> {
    const until = now() + (this.deadline - now()) * largestShare;
    const isTooLate = await Promise.race([
      work.then(
        () => false,
        () => false,
      ),
      untilIdle(work, { pending: this.pending, isOver: () => now() > until }).then((settled) => !settled),
    ]);
    if (isTooLate)
      throw new TooLate(
        `${name} was waited for in vain: it gave nothing, and it seems that nothing was coming. It runs without network or files; let it give what is there.`,
      );
    return work;
  }
}

function loaded(load: Load, file: string): Record<string, unknown> {
  try {
    return load() as Record<string, unknown>;
  } catch (error) {
    throw new Error(
      `${file} stopped with «${reason(error)}» before it had exported anything. It runs without network or files: let it give what it exports without them.`,
      { cause: error },
    );
  }
}

class TooLate extends Error {}

/** Batches of what a file has, cut as `fit` cuts them. */
async function cutBatches(
  model: Model,
  xs: unknown,
  ys: unknown,
  fit: FitArguments,
  name: string,
): Promise<BatchSource> {
  try {
    return await tensorBatches(model, xs, ys, wholeData(fit));
  } catch (error) {
    throw new Error(`${name} cannot be trained on: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

/** A dataset of which each batch is held against the model. */
function checked(dataset: Dataset, name: string, model: Model): Dataset {
  return {
    async iterator() {
      const inner = await dataset.iterator();
      return {
        async next() {
          const result = await inner.next();
          if (!result.done && result.value !== null && result.value !== undefined) {
            tf.tidy(() => {
              fittedBatch(result.value, `a batch of ${name}`, model);
            });
          }
          return result;
        },
      };
    },
  };
}

/** All of the data are there to be trained on. */
function wholeData(fit: FitArguments): FitArguments {
  return { ...(fit.batchSize !== undefined && { batchSize: fit.batchSize }), classWeight: fit.classWeight };
}

type Dataset = Parameters<typeof datasetBatches>[1];

function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && 'iterator' in value && typeof value.iterator === 'function';
}

function oneOrAll(tensors: readonly tf.Tensor[]): tf.Tensor | readonly tf.Tensor[] {
  return tensors.length === 1 ? tensors[0] : tensors;
}

function reason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
