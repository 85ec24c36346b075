/** Searches for one file's models in up to four attempts, each going further than the one before. */

import type { ChooseInsertions } from '../../bundle/modules/module-prefix';
import type { BackendChoice } from '../../probe/protocol/job';
import type { ModelReport, ProbeError } from '../../report/report';
import type { ParsedFile } from '../../source/index';
import type { EntryPoint, ModelSite, SourceSites } from '../../source/sites/sites';
import type { FileProbe, ProbeListener } from '../contract/file-probe';
import type { RealDataFiles } from '../data/real-data-files';
import {
  isConsequence,
  ownErrors,
  sitesBesidesOwnErrors,
  withBlockedModels,
  withErrorsPassed,
} from '../errors/own-errors';
import { explainFailures, isReached } from '../errors/explain-failures';
import { lacksWeights, sitesBesidesWeights } from '../errors/missing-weights';
import { nothingToProbe } from '../errors/nothing-to-probe';
import { unusedSettings } from '../errors/unused-settings';
import { wasmFailed, filesStoppedIn, ranOutOfMemory } from './attempt-ends';
import { type Attempt, type AttemptContext, type AttemptPlan, runAttempt } from './attempt';
import { callsForBranches } from './branch-calls';
import { type Caller, callersOf } from './callers';
import { mergeModels } from './merge-models';
import { Progress } from './progress';

/** The file to search, with what its text shows. */
export interface SearchedFile {
  readonly file: string;
  readonly parsed: ParsedFile;
  readonly sites: SourceSites;
  /** The models to find; undefined where only a run can tell which of them were asked for. */
  readonly asked: readonly ModelSite[] | undefined;
  /** Whether no expression of the file makes a model, so that other files make what it trains. */
  readonly makesNone: boolean;
}

/** The parts of a plan that differ from attempt to attempt. */
type Plan = Pick<AttemptPlan, 'name' | 'entries' | 'insert' | 'unreached' | 'without' | 'sitesOf'> &
  Partial<Pick<AttemptPlan, 'file'>>;

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
  /** The attempts that ran the file itself. */
  readonly #own: Attempt[] = [];
  readonly #throughCallers: Attempt[] = [];
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
    return this.#result();
  }

  /** @returns the errors that kept the code from being bundled, if any did */
  async #runAsItIs(): Promise<readonly ProbeError[] | undefined> {
    const attempt = await this.#attemptAsItIs();
    if (isAttempt(attempt)) {
      this.#own.push(attempt);
      return undefined;
    }
    if (!this.#data.hasModules || onlyLacksFiles(attempt)) return attempt;
    // The module that cannot be bundled may be one that only a comment names; the file runs without it.
    const all = this.#data;
    this.#data = all.withoutModules(attempt);
    const again = await this.#attemptAsItIs();
    if (isAttempt(again)) {
      this.#own.push(again);
      return undefined;
    }
    this.#data = all;
    return attempt;
  }

  #attemptAsItIs(): Promise<Attempt | readonly ProbeError[]> {
    const { file, sites } = this.searched;
    const { source, parsedFiles } = this.context;
    return this.#attempt({
      name: 'as it is',
      entries: sites.entries,
      insert: (at, text) =>
        source.mergeInsertions(
          at === file ? sites.entries : [],
          [],
          source.basicInsertions(parsedFiles.get(at, text), false),
        ),
    });
  }

  /**
   * Code that does not parse does not run. Where only files are missing, a guarded attempt replaces them by stand-ins.
   */
  async #withoutMissingFiles(errors: readonly ProbeError[]): Promise<FileProbe> {
    const { sites, asked, makesNone } = this.searched;
    if (!makesNone && onlyLacksFiles(errors)) {
      const attempt = await this.#attempt(this.#guardedPlan('guarded', sites.entries, asked ?? sites.models));
      if (isAttempt(attempt))
        return {
          models: mergeModels([attempt.models]),
          errors: [...this.#dataErrors([attempt]), ...errors],
          guarded: attempt.models,
        };
    }
    return { models: [], errors: [...this.#data.errors, ...errors] };
  }

  async #runGuarded(): Promise<void> {
    const missed = await this.#worthAnotherAttempt();
    if (!this.#isWorthwhile() || !(this.#findsNone() || missed.length > 0)) return;
    await this.#runFurther(this.#guardedPlan('guarded', this.#leadingTo(missed), missed));
  }

  async #runSliced(): Promise<void> {
    const missed = await this.#worthAnotherAttempt();
    if (!this.#isWorthwhile() || !(this.#findsNone() || missed.length > 0)) return;
    // Missing weights stay missing, however much an attempt leaves out.
    const { file, sites } = this.searched;
    const left = await sitesBesidesWeights(file, sites, missed, this.#own);
    if (this.#findsNone() ? lacksWeights(this.#own) : left.length === 0) return;
    await this.#runFurther({
      ...this.#guardedPlan('sliced', this.#leadingTo(left), left),
      without: filesStoppedIn(this.#own).filter((stop) => stop !== file),
    });
  }

  /**
   * Another file may have what a model needs: the subclass of an abstract class, a configuration, a call of some method
   * first.
   */
  async #runThroughCallers(): Promise<void> {
    const { file, sites } = this.searched;
    const left = async (): Promise<ModelSite[]> =>
      sitesBesidesWeights(file, sites, await this.#worthAnotherAttempt(), this.#own);
    if (!this.#isWorthwhile() || (await left()).length === 0) return;
    const callers = await callersOf(file, this.context.tools.files);
    for (const caller of callers.slice(0, mostCallers)) {
      const missed = await left();
      if (missed.length === 0 || !this.#isWorthwhile()) return;
      await this.#runThrough(caller, missed);
    }
  }

  async #runThrough(caller: Caller, missed: readonly ModelSite[]): Promise<void> {
    const { file, sites } = this.searched;
    const { source, parsedFiles, options } = this.context;
    const entries = source.entriesLeadingTo(
      parsedFiles.get(caller.file, caller.text),
      { leads: caller.leads, entries: sites.entries },
      missed.map((site) => sites.models.indexOf(site)),
      options.pinned,
    );
    if (entries.length === 0 && this.#own.some(({ outcome }) => outcome.status === 'time-limit')) return;
    const unreached = this.#built(missed);
    this.#progress.next();
    const attempt = await this.#attempt({
      name: 'through a caller',
      file: caller.file,
      sitesOf: file,
      entries,
      unreached,
      insert: this.#guards(caller.file, entries, false, unreached),
    });
    if (isAttempt(attempt))
      this.#throughCallers.push({ ...attempt, models: attempt.models.filter((model) => isMadeIn(file, model)) });
  }

  async #runFurther(plan: Plan): Promise<void> {
    this.#progress.next();
    const attempt = await this.#attempt(plan);
    if (isAttempt(attempt)) this.#own.push(attempt);
  }

  #guardedPlan(name: 'guarded' | 'sliced', entries: readonly EntryPoint[], missed: readonly ModelSite[]): Plan {
    const { file, parsed, sites } = this.searched;
    const unreached = this.#built(missed);
    return {
      name,
      entries: callsForBranches(entries, this.context.source.modelsBehindBranches(parsed, unreached)),
      unreached,
      insert: this.#guards(file, sites.entries, name === 'sliced', unreached),
    };
  }

  /** @param run the file whose module runs, with the functions that are called in it */
  #guards(
    run: string,
    entries: readonly EntryPoint[],
    isSliced: boolean,
    unreached: readonly number[],
  ): ChooseInsertions {
    const { source, parsedFiles } = this.context;
    return (at, text) => {
      const parsed = parsedFiles.get(at, text);
      return source.mergeInsertions(
        at === run ? entries : [],
        source.guardInsertions(parsed, isSliced, at === this.searched.file ? unreached : []),
        source.basicInsertions(parsed, true),
      );
    };
  }

  /** The functions that lead to one of these models, and those whose text does not tell where they lead. */
  #leadingTo(missed: readonly ModelSite[]): EntryPoint[] {
    const { entries, models } = this.searched.sites;
    return entries.filter(
      (entry) => entry.models.length === 0 || entry.models.some((at) => missed.includes(models[at])),
    );
  }

  /** The indices of the models among these that the code builds and does not load. */
  #built(sites: readonly ModelSite[]): number[] {
    return sites.flatMap((site) => (site.kind === 'load' ? [] : this.searched.sites.models.indexOf(site)));
  }

  async #attempt(plan: Plan): Promise<Attempt | readonly ProbeError[]> {
    const { backend } = this.context.options;
    const attempt = await this.#attemptOn(backend, plan);
    return backend === 'auto' && isAttempt(attempt) && wasmFailed(attempt) && this.#timeLeftMs() > leastTimeMs
      ? this.#attemptOn('cpu', plan)
      : attempt;
  }

  #attemptOn(backend: BackendChoice, plan: Plan): Promise<Attempt | readonly ProbeError[]> {
    const { file, sites } = this.searched;
    const { listener } = this;
    const data = this.#data;
    const before = this.#attempts.map(({ models }) => models);
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

  get #attempts(): Attempt[] {
    return [...this.#own, ...this.#throughCallers];
  }

  #timeLeftMs(): number {
    return this.context.options.timeLimitSeconds * 1000 - (Date.now() - this.#startedAt);
  }

  #isWorthwhile(): boolean {
    return this.#attempts.every(({ outcome }) => outcome.status !== 'cancelled') && this.#timeLeftMs() > leastTimeMs;
  }

  /**
   * The models that were asked for. Where only a run can tell which these are, it has reached them if it has reached
   * any.
   */
  #expected(): readonly ModelSite[] {
    const { asked, sites } = this.searched;
    return asked ?? (this.#attempts.some(({ models }) => models.length > 0) ? [] : sites.models);
  }

  #missed(): ModelSite[] {
    const models = this.#attempts.flatMap((attempt) => attempt.models);
    return this.#expected().filter((site) => site.kind !== 'load' && !isReached(this.searched.file, site, models));
  }

  /** The models that are worth another attempt. An error of the code's own stays in every attempt. */
  async #worthAnotherAttempt(): Promise<ModelSite[]> {
    const missed = this.#missed();
    if (missed.length === 0 || !(this.#hasOwnFaults() || this.#own.some(ranOutOfMemory))) return missed;
    const { file, sites } = this.searched;
    return sitesBesidesOwnErrors(missed, await explainFailures(file, sites, missed, [], this.#own));
  }

  #hasOwnFaults(): boolean {
    return this.#own.some(({ results }) => results.some(({ ownFaults }) => ownFaults.length > 0));
  }

  /** Whether the file builds no model, has functions to call, and no attempt has trained anything. */
  #findsNone(): boolean {
    const { models, entries } = this.searched.sites;
    return (
      models.every(({ kind }) => kind === 'load') &&
      entries.length > 0 &&
      this.#attempts.every((attempt) => attempt.models.length === 0)
    );
  }

  async #result(): Promise<FileProbe> {
    const { file, sites, makesNone } = this.searched;
    const attempts = this.#attempts;
    const models = mergeModels(attempts.map((attempt) => attempt.models));
    if (models.length === 0 && makesNone && sites.entries.length === 0) return this.#nothingToProbe();
    const explained = await explainFailures(file, sites, this.#expected(), models, this.#own);
    const own = withBlockedModels(
      this.#own.flatMap(({ results, placer }) => ownErrors(file, results, placer)),
      explained,
      sites,
    );
    return {
      models: withErrorsPassed(models, own),
      errors: [
        ...own,
        ...this.#dataErrors(attempts),
        ...unusedSettings(file, sites.models, models),
        ...explained.filter((error) => !error.own && !(own.length > 0 && isConsequence(error, sites))),
      ],
      guarded: models.filter((model) => attempts.slice(1).some((attempt) => attempt.models.includes(model))),
    };
  }

  async #nothingToProbe(): Promise<FileProbe> {
    const { models, errors } = await nothingToProbe(this.searched.file, this.searched.sites);
    return { models, errors: [...this.#data.errors, ...errors] };
  }

  /** The errors about data that comments name and that could not be read, or did not fit. */
  #dataErrors(attempts: readonly Attempt[]): ProbeError[] {
    const faults = attempts.flatMap(({ results }) => results.flatMap(({ dataFaults = [] }) => dataFaults));
    const errors = [...this.#data.errors, ...faults.map(({ source, message }) => this.#data.errorFor(source, message))];
    return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
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
