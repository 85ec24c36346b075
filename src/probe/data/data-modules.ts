/** Runs the modules that data come from, once the bundle has registered them, and waits for what they give. */

import { now } from '../time/clock';
import type { PendingWork } from '../time/pending-work';
import { untilIdle } from '../time/until-idle';

/** The share of the seed's remaining time that data may take to arrive. */
const largestShare = 0.2;

/** Runs a module and gives its exports. */
export type LoadModule = () => unknown;

export class DataModules {
  readonly #loads = new Map<number, LoadModule>();
  readonly #failed = new Map<number, Error>();

  /**
   * @param deadline time of `now()` at which the seed ends
   * @param pending what user code has under way
   */
  constructor(
    private readonly deadline: number,
    private readonly pending: PendingWork,
  ) {}

  /** @param index of the data source in the job */
  register(index: number, load: LoadModule): void {
    this.#loads.set(index, load);
  }

  /**
   * What the module exports under the name, or what its function gives. The first failure of a module is remembered.
   * @param name of the data, for messages: the file, and behind a # the export
   * @throws Error, a whole sentence, where the module, the export or the function fails
   */
  async exported(index: number, name: string, wanted: string): Promise<unknown> {
    const load = this.#loads.get(index);
    const file = name.replace(/#.*$/, '');
    if (!load)
      throw new Error(
        `${file} was not run, because the probed file stopped first. Correct what is reported for that file.`,
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
          ? `${file} has no default export; ${exported}. ` +
              `Name one behind a #: data = ./${file}#${names.at(0) ?? 'batch'}.`
          : `${file} does not export ${wanted}; ${exported}. Export it there, or correct the name.`,
      );
    }
    const known = this.#failed.get(index);
    if (known) throw known;
    try {
      const given = typeof value === 'function' ? (value as () => unknown)() : value;
      return await this.inTime(name, Promise.resolve(given));
    } catch (error) {
      const failure =
        error instanceof TooLate
          ? error
          : new Error(
              `${name} failed with «${reason(error)}». It is called without arguments, and without network or files.`,
              { cause: error },
            );
      // A loop may ask for the same data again in each step.
      this.#failed.set(index, failure);
      throw failure;
    }
  }

  /**
   * Waits for data, but no longer than their share of the time.
   * @throws TooLate when that is over, or when nothing is under way that could still give them
   */
  async inTime<T>(name: string, work: Promise<T>): Promise<T> {
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
        `${name} never ended: it waits for something that does not come. ` +
          'It runs without network or files: let it give numbers that stand in the code.',
      );
    return work;
  }
}

function loaded(load: LoadModule, file: string): Record<string, unknown> {
  try {
    return load() as Record<string, unknown>;
  } catch (error) {
    throw new Error(
      `${file} stopped with «${reason(error)}» before it had exported anything. ` +
        'It runs without network or files: let it give what it exports without them.',
      { cause: error },
    );
  }
}

class TooLate extends Error {}

function reason(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
