/** Makes one attempt at a file's models: bundles the code, runs it in the probe, and reports the trained models. */

import type { Bundle } from '../../bundle/bundle';
import type { ChooseInsertions } from '../../bundle/modules/module-prefix';
import { fileName } from '../../files/paths';
import type { BackendChoice, GivenName, OtherCode, ProbeJob } from '../../probe/protocol/job';
import type { SeedResult } from '../../probe/protocol/result';
import type { ProbeOutcome } from '../../probe/protocol/runner';
import type { EntryCall } from '../../report/entry-call';
import type { ModelReport, ProbeError } from '../../report/report';
import type * as sourceModule from '../../source/index';
import type { EntryPoint, GivenSetting, SourceSites } from '../../source/sites/sites';
import { assembleModels } from '../assembly/assemble';
import { Placer } from '../assembly/placer';
import type { UnreadInFile } from '../assembly/unread-targets';
import type { ProbeOptions, ProbeTools } from '../contract/file-probe';
import { jsonFilesNamedIn } from '../data/json-files';
import type { RealDataFiles } from '../data/real-data-files';
import { savedModels } from '../data/saved-models';
import { maximumSeeds } from './adaptive-seeds';
import { type Assemble, runSeeds, type SeedListener } from './run-seeds';

export type SourceModule = typeof sourceModule;

/** What every attempt at one file shares. */
export interface AttemptContext {
  /** The module of src/source, which is loaded when a file is first probed. */
  readonly source: SourceModule;
  /** Parses each text once for the whole probe. */
  readonly parsedFiles: sourceModule.ParsedFiles;
  readonly tools: ProbeTools;
  readonly options: ProbeOptions;
  readonly signal: AbortSignal;
  /** The version of tfjs that the user's project pins; undefined where it pins none. */
  readonly tfjsVersion?: string | undefined;
  /** For each name that the file uses, nothing declares and is misspelt: the name that was probably meant. */
  readonly misspelt?: Readonly<Record<string, string>>;
  /** What the targets of the file leave out. */
  readonly unread?: UnreadInFile;
}

export interface AttemptPlan {
  readonly name: 'as it is' | 'guarded' | 'sliced' | 'through a caller';
  readonly backend: BackendChoice;
  /** The file whose module is run. */
  readonly file: string;
  readonly sites: SourceSites;
  /** The file that has the sites, if it is not `file`. */
  readonly sitesOf?: string;
  /** The functions to call once the module has run, in order. */
  readonly entries: readonly EntryPoint[];
  readonly insert: ChooseInsertions;
  /** The data that comments of the file name. */
  readonly data: RealDataFiles;
  /** Models that no attempt has reached, as indices of `sites.models`: guards force the branches that lead to them. */
  readonly unreached?: readonly number[];
  /** Files that a stand-in replaces, because the module stopped in them before. */
  readonly without?: readonly string[];
  readonly timeLimitMs: number;
}

/** An attempt whose code was bundled and run. */
export interface Attempt {
  readonly models: readonly ModelReport[];
  readonly results: readonly SeedResult[];
  readonly outcome: ProbeOutcome;
  /** The function that was entered last, if the run did not end by itself; empty for the module. */
  readonly entered?: string | undefined;
  readonly placer: Placer;
  readonly bundle: Bundle;
}

/** @returns the attempt, or the errors that kept its code from being bundled */
export async function runAttempt(
  plan: AttemptPlan,
  context: AttemptContext,
  listener: SeedListener,
): Promise<Attempt | readonly ProbeError[]> {
  const { source, parsedFiles, tools, options, signal } = context;
  const { file, sites, entries } = plan;
  const bindings = [...new Set(entries.map((entry) => entry.binding))];
  const bundled = await tools.bundler.bundle(file, bindings, tools.files, signal, {
    insert: plan.insert,
    lenient: plan.name !== 'as it is',
    ...(plan.without && { without: plan.without }),
  });
  if (!bundled.ok) {
    for (const { message } of bundled.errors) listener.log('log', `${plan.name}: ${message}`);
    return bundled.errors;
  }
  const { bundle } = bundled;
  const placer = new Placer(bundle, tools.files, source, parsedFiles);
  const assemble: Assemble = (results, faults, isOver = false) =>
    assembleModels(
      results,
      placer,
      [...new Set([...bundle.standIns, ...results.flatMap(({ standIns = [] }) => standIns)])],
      { file, sites, entries, unread: context.unread },
      faults,
      isOver ? { steps: options.steps, seeds: options.seeds.length } : undefined,
    );
  const answer = savedModels({
    file,
    files: tools.files,
    callersOf: ({ stack }) => [...placer.filesOf(stack), file],
    say: (text) => {
      listener.progress.say(text);
    },
    signal,
  });
  const { results, faults, outcome, entered } = await runSeeds(
    { ...jobFor(plan, bundle, context), texts: await jsonFilesNamedIn(bundle.files, tools.files, context) },
    options.maximumSeeds ?? maximumSeeds,
    tools.runner,
    assemble,
    { ...listener, answer },
    signal,
  );
  logFailures(plan.name, results, placer, listener);
  const models = await assemble(results, faults, outcome.status !== 'cancelled');
  // An attempt has the time that others before it have left; people know the whole limit.
  const told = outcome.status === 'time-limit' ? { ...outcome, seconds: options.timeLimitSeconds } : outcome;
  return { models, results, outcome: told, entered, placer, bundle };
}

/** The job of the probe, with places of the source text turned into places of the bundle. */
function jobFor(plan: AttemptPlan, bundle: Bundle, { options, tfjsVersion, misspelt }: AttemptContext): ProbeJob {
  const { sites, sitesOf = plan.file } = plan;
  return {
    code: bundle.code,
    entries: plan.entries.map((entry): EntryCall => {
      const extent = entry.call.trains ? bundle.place(plan.file, entry.extent) : undefined;
      return {
        ...entry.call,
        models: entry.models,
        ...(extent && { extent }),
        hasGuesses: entry.assumed.length > 0,
      };
    }),
    sites: sites.models.map((site) => bundle.place(sitesOf, site.range)),
    inputShapes: sites.models.map(
      ({ inputShape }) => inputShape && { shape: inputShape.value, isAssumed: inputShape.origin === 'pinned' },
    ),
    compile: sites.models.map(
      ({ loss, optimizer }) =>
        (loss ?? optimizer) && {
          ...(loss && { loss: givenName(loss) }),
          ...(optimizer && { optimizer: givenName(optimizer) }),
        },
    ),
    layers: sites.layers.flatMap(({ range, model, loop }) => {
      const placed = model === undefined ? undefined : bundle.place(sitesOf, range);
      return placed && model !== undefined
        ? { range: placed, model, ...(loop && { loopLine: loop.start.line + 1 }) }
        : [];
    }),
    ...(options.only && { only: options.only.flatMap((place) => bundle.place(place.file, place.range) ?? []) }),
    data: plan.data.sources(bundle),
    guarded: plan.name !== 'as it is',
    otherCode: otherCodeOf(bundle, sites),
    ...(tfjsVersion !== undefined && { tfjsVersion }),
    ...(misspelt && { misspelt }),
    ...(plan.unreached && { unreached: plan.unreached }),
    steps: options.steps,
    seeds: options.seeds,
    backend: plan.backend,
    timeLimitMs: plan.timeLimitMs,
  };
}

function otherCodeOf({ files, standIns }: Bundle, { isPageScript }: SourceSites): OtherCode {
  if (isPageScript) return 'page scripts';
  if (standIns.length > 0) return 'packages';
  if (files.length === 1) return 'none';
  return files.some((one) => one.includes('/node_modules/')) ? 'packages' : 'project files';
}

function givenName({ value, origin }: GivenSetting<string>): GivenName {
  return { name: value, isAssumed: origin === 'pinned' };
}

function logFailures(
  name: AttemptPlan['name'],
  results: readonly SeedResult[],
  placer: Placer,
  { log }: Pick<SeedListener, 'log'>,
): void {
  for (const { at, label, message, stack } of results.flatMap((result) => result.failures)) {
    const place = placer.innermost(stack);
    const where = place ? ` (${fileName(place.file)}:${place.range.start.line + 1})` : '';
    log('log', `${name}: ${[at, label].filter((part) => part !== '').join(' ')}${where}: ${message}`);
  }
}
