/** Searches for one file's models in up to four attempts, each going further than the one before. */

import type { BackendChoice } from '../../probe/protocol/job';
import type { ModelReport, ProbeError } from '../../report/report';
import type { ModelSite } from '../../source/sites/sites';
import { wasmFailed, filesStoppedIn } from '../attempts/attempt-ends';
import { type Attempt, type AttemptContext, runAttempt } from '../attempts/attempt';
import { Progress } from '../attempts/progress';
import type { FileProbe, ProbeListener } from '../contract/file-probe';
import type { RealDataFiles } from '../data/real-data-files';
import { lacksWeights, sitesBesidesWeights } from '../errors/missing-weights';
import { AttemptPlans, type PlannedRun } from './attempt-plans';
import { type Caller, callersOf } from './callers';
import { FinishedAttempts } from './finished-attempts';
import { mergeModels } from './merge-models';
import { dataErrors, searchResult } from './search-result';
import type { SearchedFile } from './searched-file';

/** With less time left than this, no further attempt begins. */
const leastTimeMs = 3000;
/** The most files that import the probed one and run in its place. */
const mostCallers = 3;

/**
 * The attempts, in order:
 *
 * 1. as it is: the module runs unchanged, and its functions are called
 * 2. guarded: everything but the making of models is guarded, so that code which cannot run here is passed over
 * 3. sliced: what the code waits for and the files it stopped in are left out as well
 * 4. through a caller: files that import this one run in its place
 *
 * A later attempt runs only where models are missing and time is left. One search serves one probe: it holds the
 * attempts that have run and the time at which it started.
 */
export class ModelSearch {
  readonly #finished: FinishedAttempts;
  readonly #plans: AttemptPlans;
  readonly #startedAt = Date.now();
  readonly #progress: Progress;
  #data: RealDataFiles;

  /** @param data named by comments of the file */
  constructor(
    private readonly searched: SearchedFile,
    data: RealDataFiles,
    private readonly context: AttemptContext,
    private readonly listener: ProbeListener,
  ) {
    const { asked, sites } = searched;
    this.#data = data;
    this.#finished = new FinishedAttempts(searched);
    this.#plans = new AttemptPlans(searched, context);
    this.#progress = new Progress(
      (progress) => {
        listener.progress(progress);
      },
      (asked ?? sites.models).length > 1,
    );
  }

  async run(): Promise<FileProbe> {
    const errors = await this.#runAsItIs();
    if (errors) return this.#withoutMissingFiles(errors);
    await this.#runGuarded();
    await this.#runSliced();
    await this.#runThroughCallers();
    const findInCall = this.context.source.textInCall.bind(undefined, this.searched.parsed);
    return searchResult(this.searched, this.#finished, this.#data, findInCall);
  }

  /** @returns the errors that kept the code from being bundled, if any did */
  async #runAsItIs(): Promise<readonly ProbeError[] | undefined> {
    const attempt = await this.#attempt(this.#plans.asItIs());
    if (isAttempt(attempt)) {
      this.#finished.own.push(attempt);
      return undefined;
    }
    if (!this.#data.hasModules || onlyLacksFiles(attempt)) return attempt;
    // The module that cannot be bundled may be one that only a comment names; the file runs without it.
    const all = this.#data;
    this.#data = all.withoutModules(attempt);
    const again = await this.#attempt(this.#plans.asItIs());
    if (isAttempt(again)) {
      this.#finished.own.push(again);
      return undefined;
    }
    this.#data = all;
    return attempt;
  }

  /**
   * Code that does not parse does not run. Where only files are missing, a guarded attempt replaces them by stand-ins.
   */
  async #withoutMissingFiles(errors: readonly ProbeError[]): Promise<FileProbe> {
    const { sites, asked, makesNone } = this.searched;
    if (!makesNone && onlyLacksFiles(errors)) {
      const attempt = await this.#attempt(this.#plans.guarded('guarded', sites.entries, asked ?? sites.models));
      if (isAttempt(attempt))
        return {
          models: mergeModels([attempt.models]),
          errors: [...dataErrors(this.#data, [attempt]), ...errors],
          guarded: attempt.models,
        };
    }
    return { models: [], errors: [...this.#data.errors, ...errors] };
  }

  async #runGuarded(): Promise<void> {
    const missed = await this.#finished.sitesWorthAnother();
    if (!this.#isWorthwhile() || !(this.#finished.areFruitless() || missed.length > 0)) return;
    await this.#runFurther(this.#plans.guarded('guarded', this.#plans.entriesLeadingTo(missed), missed));
  }

  async #runSliced(): Promise<void> {
    const missed = await this.#finished.sitesWorthAnother();
    if (!this.#isWorthwhile() || !(this.#finished.areFruitless() || missed.length > 0)) return;
    // Missing weights stay missing, however much an attempt leaves out.
    const { file, sites } = this.searched;
    const left = await sitesBesidesWeights(file, sites, missed, this.#finished.own);
    if (this.#finished.areFruitless() ? lacksWeights(this.#finished.own) : left.length === 0) return;
    await this.#runFurther({
      ...this.#plans.guarded('sliced', this.#plans.entriesLeadingTo(left), left),
      without: filesStoppedIn(this.#finished.own).filter((stop) => stop !== file),
    });
  }

  /**
   * Another file may have what a model needs: the subclass of an abstract class, a configuration, a call of some method
   * first.
   */
  async #runThroughCallers(): Promise<void> {
    const { file, sites } = this.searched;
    const left = async (): Promise<ModelSite[]> =>
      sitesBesidesWeights(file, sites, await this.#finished.sitesWorthAnother(), this.#finished.own);
    if (!this.#isWorthwhile() || (await left()).length === 0) return;
    const callers = await callersOf(file, this.context.tools.files);
    for (const caller of callers.slice(0, mostCallers)) {
      const missed = await left();
      if (missed.length === 0 || !this.#isWorthwhile()) return;
      await this.#runThrough(caller, missed);
    }
  }

  async #runThrough(caller: Caller, missed: readonly ModelSite[]): Promise<void> {
    const { file } = this.searched;
    const plan = this.#plans.throughCaller(caller, missed);
    const { own, throughCallers } = this.#finished;
    if (plan.entries.length === 0 && own.some(({ outcome }) => outcome.status === 'time-limit')) return;
    this.#progress.next();
    const attempt = await this.#attempt(plan);
    if (isAttempt(attempt))
      throughCallers.push({ ...attempt, models: attempt.models.filter((model) => isMadeIn(file, model)) });
  }

  async #runFurther(plan: PlannedRun): Promise<void> {
    this.#progress.next();
    const attempt = await this.#attempt(plan);
    if (isAttempt(attempt)) this.#finished.own.push(attempt);
  }

  async #attempt(plan: PlannedRun): Promise<Attempt | readonly ProbeError[]> {
    const { backend } = this.context.options;
    const attempt = await this.#attemptOn(backend, plan);
    return backend === 'auto' && isAttempt(attempt) && wasmFailed(attempt) && this.#timeLeftMs() > leastTimeMs
      ? this.#attemptOn('cpu', plan)
      : attempt;
  }

  #attemptOn(backend: BackendChoice, plan: PlannedRun): Promise<Attempt | readonly ProbeError[]> {
    const { file, sites } = this.searched;
    const { listener } = this;
    const data = this.#data;
    const before = this.#finished.all.map(({ models }) => models);
    return runAttempt(
      {
        file,
        ...plan,
        insert: (at, text) => [...(at === file ? data.insertions(text) : []), ...plan.insert(at, text)],
        sites,
        data,
        backend,
        timeLimitMs: this.#timeLeftMs(),
      },
      this.context,
      {
        progress: this.#progress,
        log: (level, line) => {
          listener.log(level, line);
        },
        partial: (models) => {
          listener.partial({ models: mergeModels([...before, models]), errors: [] });
        },
        firstSteps: listener.firstSteps?.bind(listener),
      },
    );
  }

  #timeLeftMs(): number {
    return this.context.options.timeLimitSeconds * 1000 - (Date.now() - this.#startedAt);
  }

  #isWorthwhile(): boolean {
    return (
      this.#finished.all.every(({ outcome }) => outcome.status !== 'cancelled') && this.#timeLeftMs() > leastTimeMs
    );
  }
}

function isAttempt(result: Attempt | readonly ProbeError[]): result is Attempt {
  return 'models' in result;
}

function onlyLacksFiles(errors: readonly ProbeError[]): boolean {
  return errors.every(({ code }) => code === 'unresolved-import');
}

function isMadeIn(file: string, { parts = [], ...model }: ModelReport): boolean {
  return [model, ...parts].some((place) => place.file === file);
}
