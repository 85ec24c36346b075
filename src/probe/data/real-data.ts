/** Finds the data that directives name for a model, and makes batches of them. */

import type { BundleStack } from '../../report/position';
import { type BatchSource, datasetBatches, type FitArguments, tensorBatches } from './batches';
import { fittedBatch } from './fitted-batch';
import { type Model, modelParts } from '../tfjs/internals';
import type { RealDataSource } from '../protocol/job';
import type { DataFault } from '../protocol/result';
import { DataModules, type LoadModule } from './data-modules';
import type { PendingWork } from '../time/pending-work';
import { isIn } from '../recording/stack-frames';
import { tableTensors } from './table-batches';
import * as tf from '../tfjs/tf';

/** The real data of one seed. */
export class RealData {
  readonly faults: DataFault[] = [];
  readonly #modules: DataModules;
  readonly #used = new Set<number>();

  /**
   * @param sources as in the job; where several are meant for a model, the first one counts
   * @param deadline time of `now()` at which the seed ends
   * @param pending what user code has under way
   * @param seed decides the order of the rows
   */
  constructor(
    private readonly sources: readonly RealDataSource[],
    deadline: number,
    pending: PendingWork,
    private readonly seed: number,
  ) {
    this.#modules = new DataModules(deadline, pending);
  }

  get isEmpty(): boolean {
    return this.sources.length === 0;
  }

  register(source: number, load: LoadModule): void {
    this.#modules.register(source, load);
  }

  /**
   * @param stacks the calls that made the model, and the one that trains it
   * @returns undefined where no data are meant for the model, or where they do not fit, which becomes a fault
   */
  async batches(model: Model, fit: FitArguments, ...stacks: readonly BundleStack[]): Promise<BatchSource | undefined> {
    const index = this.#find(stacks);
    if (index < 0) return undefined;
    try {
      // The functional model inside a Sequential knows the shapes of its data.
      const source = await this.#open(index, modelParts(model).model ?? model, fit);
      this.#used.add(index);
      return source;
    } catch (error) {
      this.fault(index, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  /**
   * Notes a fault where data are meant for a model that a hand-written loop trains: the probe cannot hand them over
   * there.
   */
  noteUnusable(name: string, ...stacks: readonly BundleStack[]): void {
    const index = this.#find(stacks);
    if (index >= 0 && !this.#used.has(index))
      this.fault(
        index,
        `${this.sources[index].name} was not used: a loop of the code's own trains ${name}, ` +
          'and reads its own data. Let that loop read the file.',
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
      const batches = await this.#cut(model, xs, ys, fit, name);
      return note === undefined ? batches : Object.assign(batches, { assumed: [note] });
    }
    const value =
      content.kind === 'arrays' ? content : await this.#modules.exported(index, name, content.export ?? 'default');
    if (isDataset(value)) return this.#dataset(index, value, model, fit);
    const { xs, ys } = fittedBatch(value, name, model);
    return this.#cut(model, oneOrAll(xs), oneOrAll(ys), fit, name);
  }

  /** Batches of tensors from a file, cut as `fit` cuts them. */
  async #cut(model: Model, xs: unknown, ys: unknown, fit: FitArguments, name: string): Promise<BatchSource> {
    try {
      return await tensorBatches(model, xs, ys, wholeData(fit), this.seed);
    } catch (error) {
      throw new Error(`${name} cannot be trained on: ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    }
  }

  /** Reads the first batch at once, while other data can still take its place. */
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
    const first = await this.#modules.inTime(name, next());
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
}

/** The dataset, with a check of each batch against the model. */
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

/** The same arguments without a validation split, because all of the data are for training. */
function wholeData(fit: FitArguments): FitArguments {
  const { batchSize, classWeight, shuffle } = fit;
  return { ...(batchSize !== undefined && { batchSize }), classWeight, shuffle };
}

type Dataset = Parameters<typeof datasetBatches>[1];

function isDataset(value: unknown): value is Dataset {
  return typeof value === 'object' && value !== null && 'iterator' in value && typeof value.iterator === 'function';
}

function oneOrAll(tensors: readonly tf.Tensor[]): tf.Tensor | readonly tf.Tensor[] {
  return tensors.length === 1 ? tensors[0] : tensors;
}
