/** Plans the attempts of a search: which functions each one calls, and what it inserts into the code. */

import type { ChooseInsertions } from '../../bundle/modules/module-prefix';
import type { EntryPoint, ModelSite } from '../../source/sites/sites';
import type { AttemptContext, AttemptPlan } from '../attempts/attempt';
import { callsForBranches } from './branch-calls';
import type { Caller } from './callers';
import type { SearchedFile } from './searched-file';

/** The parts of a plan that differ from attempt to attempt. */
export type PlannedRun = Pick<AttemptPlan, 'name' | 'entries' | 'insert' | 'unreached' | 'without' | 'sitesOf'> &
  Partial<Pick<AttemptPlan, 'file'>>;

export class AttemptPlans {
  constructor(
    private readonly searched: SearchedFile,
    private readonly context: AttemptContext,
  ) {}

  /** The module runs unchanged, and its functions are called. */
  asItIs(): PlannedRun {
    const { file, sites } = this.searched;
    const { source, parsedFiles } = this.context;
    return {
      name: 'as it is',
      entries: sites.entries,
      insert: (at, text) =>
        source.mergeInsertions(
          at === file ? sites.entries : [],
          [],
          source.basicInsertions(parsedFiles.get(at, text), false),
        ),
    };
  }

  /** @param missed the models that the attempt is for; guards force the branches that lead to them */
  guarded(name: 'guarded' | 'sliced', entries: readonly EntryPoint[], missed: readonly ModelSite[]): PlannedRun {
    const { file, parsed, sites } = this.searched;
    const unreached = this.#built(missed);
    return {
      name,
      entries: callsForBranches(entries, this.context.source.modelsBehindBranches(parsed, unreached)),
      unreached,
      insert: this.#guards(file, sites.entries, name === 'sliced', unreached),
    };
  }

  /** The caller's module runs, and those of its functions that lead to the missed models. */
  throughCaller(caller: Caller, missed: readonly ModelSite[]): PlannedRun {
    const { file, sites } = this.searched;
    const { source, parsedFiles, options } = this.context;
    const entries = source.entriesLeadingTo(
      parsedFiles.get(caller.file, caller.text),
      { leads: caller.leads, entries: sites.entries },
      missed.map((site) => sites.models.indexOf(site)),
      options.pinned,
    );
    const unreached = this.#built(missed);
    return {
      name: 'through a caller',
      file: caller.file,
      sitesOf: file,
      entries,
      unreached,
      insert: this.#guards(caller.file, entries, false, unreached),
    };
  }

  /** The functions that lead to one of these models, and those whose text does not tell where they lead. */
  entriesLeadingTo(missed: readonly ModelSite[]): EntryPoint[] {
    const { entries, models } = this.searched.sites;
    return entries.filter(
      (entry) => entry.models.length === 0 || entry.models.some((at) => missed.includes(models[at])),
    );
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

  /** The indices of the models among these that the code builds and does not load. */
  #built(sites: readonly ModelSite[]): number[] {
    return sites.flatMap((site) => (site.kind === 'load' ? [] : this.searched.sites.models.indexOf(site)));
  }
}
