/** The one line from a file's text to its report: sites, bundle, probe, assembly, findings; a second time with guards where models were not reached. */

import type { BackendChoice } from '../probe/protocol/job';
import { fileName } from '../files/paths';
import type { ModelReport, ProbeError, ProbeErrorCode } from '../report/report';
import { scriptsOf } from '../source/text/script-blocks';
import type { EntryPoint, ModelSite, SourceSites } from '../source/sites/sites';
import type { ParsedFiles } from '../source/index';
import { sitesAskedFor } from './attempts/asked-for';
import { attempt, type Attempt, type AttemptPlan, type SourceRoom } from './attempts/attempt';
import { callersOf } from './attempts/callers';
import { directiveErrors } from './errors/directive-errors';
import { besidesWeights, explainFailures, isReached, lacksWeights } from './errors/failures';
import { mergeModels } from './attempts/merge-models';
import type { FileProbe, ProbeFile, ProbeListener, ProbeOptions, ProbeTools } from './contract/file-probe';
import type { WorkspaceFiles } from '../files/file-access';
import { Progress } from './attempts/progress';
import { RealDataFiles } from './data/real-data-files';
import { surroundingsOf } from './attempts/surroundings';
import { unusedSettings } from './errors/unused-settings';

type Plan = Omit<AttemptPlan, 'file' | 'sites' | 'data' | 'parsedFiles' | 'backend' | 'timeLimitMs'> &
  Partial<Pick<AttemptPlan, 'file'>>;

/** A second attempt is not begun with less time than this. */
const leastTimeMs = 3000;
/** Of the files that import the one that is probed, so many are run for what it cannot make by itself. */
const mostCallers = 3;
/** Calls of functions that lead to several models, each for one of them. */
const mostSteered = 24;

/** A class whose base may be in another file; the bases of tfjs need no reading. */
const extendsAnother = /\bclass\b[^{}]*\bextends\s+(?!tf\b)/;

/**
 * Probes every model that one file makes.
 *
 * First the module is run as it is. Where a model was not reached, it is run again with everything but the making of models guarded, so that
 * what cannot run here is passed over; then once more without what it waits for; last through files that import it.
 *
 * @param file absolute path with forward slashes
 * @returns models and errors; never rejects for anything the user's code does, and always has at least one of either
 */
export const probeFile: ProbeFile = async (file, tools, options, listener, signal) => {
  const source = await import('../source/index');
  const parsedFiles = new source.ParsedFiles();
  const files = scriptFiles(tools.files);
  const result = await probeModels(file, { ...tools, files }, options, listener, signal, source, parsedFiles);
  return { ...result, errors: [...(await directiveErrors(file, files, source, parsedFiles)), ...result.errors] };
};

/** Of components, only their scripts are code; they keep their places. */
function scriptFiles(files: WorkspaceFiles): WorkspaceFiles {
  return {
    ...files,
    async readText(path) {
      const text = await files.readText(path);
      return text === undefined ? undefined : scriptsOf(path, text);
    },
  };
}

const probeModels = async (
  file: string,
  tools: ProbeTools,
  options: ProbeOptions,
  listener: ProbeListener,
  signal: AbortSignal,
  source: SourceRoom,
  parsedFiles: ParsedFiles,
): Promise<FileProbe> => {
  const text = await tools.files.readText(file);
  if (text === undefined) return failed(file, 'not-readable', await unreadable(file, tools));
  const parsed = parsedFiles.get(file, text);
  const alone = source.readSites(parsed, options.pinned);
  // What the file itself does not tell of its arguments and bases, others may.
  const read =
    alone.entries.some(({ assumed }) => assumed.length > 0) || extendsAnother.test(text)
      ? source.readSites(parsed, options.pinned, await surroundingsOf(parsed, tools, signal, parsedFiles))
      : alone;
  let data = await RealDataFiles.read(file, read.directives.data, tools.files);
  const sites = { ...read, entries: data.ordered(read.entries) };
  const makesNone =
    sites.models.every((site) => site.package !== undefined) && !sites.layers.some((site) => site.kind === 'variable');
  if (makesNone && sites.entries.length === 0 && !mayTrainElsewhere(text)) return nothingToProbe(file, sites, data);

  const asked = sitesAskedFor(file, sites, options.only);
  const start = Date.now();
  const timeLeft = (): number => options.timeLimitSeconds * 1000 - (Date.now() - start);
  const progress = new Progress(
    (shown) => {
      listener.progress(shown);
    },
    (asked ?? sites.models).length > 1,
  );
  const runOn = (
    backend: BackendChoice,
    plan: Plan,
    before: readonly (readonly ModelReport[])[],
  ): ReturnType<typeof attempt> =>
    attempt(
      {
        file,
        ...plan,
        insert: withData(file, data, plan.insert),
        sites,
        data,
        parsedFiles,
        backend,
        timeLimitMs: timeLeft(),
      },
      source,
      tools,
      options,
      {
        progress,
        log: (level, line) => {
          listener.log(level, line);
        },
        partial: (models) => {
          listener.partial({ models: mergeModels([...before, models]), errors: [] });
        },
        firstSteps: listener.firstSteps?.bind(listener),
      },
      signal,
    );
  const run = async (plan: Plan, before: readonly (readonly ModelReport[])[]): ReturnType<typeof attempt> => {
    const result = await runOn(options.backend, plan, before);
    // WebAssembly that broke down (out of memory, a kernel that fails) takes the whole run with it; JavaScript does not.
    const brokeDown =
      isAttempt(result) &&
      complaints(result).some((message) =>
        /RuntimeError|memory access out of bounds|table index is out of bounds|Aborted\(/.test(message),
      );
    return brokeDown && options.backend === 'auto' && timeLeft() > leastTimeMs ? runOn('cpu', plan, before) : result;
  };
  const runAsItIs = (): ReturnType<typeof attempt> =>
    run(
      {
        name: 'as it is',
        entries: sites.entries,
        insert: (at, its) =>
          source.mergeInsertions(
            at === file ? sites.entries : [],
            [],
            source.basicInsertions(parsedFiles.get(at, its), false),
          ),
      },
      [],
    );
  let asItIs = await runAsItIs();
  // It may be the modules that data come from that cannot be bundled; the file can do without them.
  if (!isAttempt(asItIs) && data.hasModules && !onlyLacksFiles(asItIs)) {
    const whole = data;
    data = whole.withoutModules(asItIs);
    const again = await runAsItIs();
    if (isAttempt(again)) asItIs = again;
    else data = whole;
  }
  // Without a file that is missing the rest may do; but code that does not parse is not run.
  if (!isAttempt(asItIs)) {
    if (makesNone || !onlyLacksFiles(asItIs)) return { models: [], errors: [...data.errors, ...asItIs] };
    const wanted = towards(sites, asked ?? sites.models);
    const guarded = await run(
      {
        name: 'guarded',
        entries: steered(sites.entries, source.modelsBehindBranches(parsed, wanted)),
        wanted,
        insert: guards(source, parsedFiles, file, sites.entries, false, { file, wanted }),
      },
      [],
    );
    if (!isAttempt(guarded)) return { models: [], errors: [...data.errors, ...asItIs] };
    return {
      models: mergeModels([guarded.models]),
      errors: [...dataErrors(data, [guarded]), ...asItIs],
      guarded: guarded.models,
    };
  }
  const attempts = [asItIs];
  // Where only the run can tell which sites were meant, it has reached them if it has reached any.
  const expected = (): readonly ModelSite[] =>
    asked ?? (attempts.some(({ models }) => models.length > 0) ? [] : sites.models);
  const missed = (): ModelSite[] => {
    const models = attempts.flatMap((one) => one.models);
    return expected().filter((site) => site.kind !== 'load' && !isReached(file, site, models));
  };
  const isWorthwhile = (): boolean =>
    attempts.every(({ outcome }) => outcome.status !== 'cancelled') && timeLeft() > leastTimeMs;
  const lacksAll = (): boolean =>
    sites.models.every(({ kind }) => kind === 'load') &&
    sites.entries.length > 0 &&
    attempts.every(({ models }) => models.length === 0);
  for (const name of ['guarded', 'sliced'] as const) {
    const left = missed();
    if (!(lacksAll() || left.length > 0) || !isWorthwhile()) break;
    // What weights are missing for does not come of leaving more out.
    const hopeful = name === 'sliced' ? await besidesWeights(file, sites, left, attempts) : left;
    if (name === 'sliced' && (lacksAll() ? lacksWeights(attempts) : hopeful.length === 0)) break;
    const entries = sites.entries.filter(
      ({ models }) => models.length === 0 || models.some((index) => hopeful.includes(sites.models[index])),
    );
    const wanted = towards(sites, hopeful);
    progress.next();
    const next = await run(
      {
        name,
        entries: steered(entries, source.modelsBehindBranches(parsed, wanted)),
        wanted,
        insert: guards(source, parsedFiles, file, sites.entries, name === 'sliced', { file, wanted }),
        without: name === 'sliced' ? stoppers(file, attempts) : [],
      },
      attempts.map(({ models }) => models),
    );
    if (isAttempt(next)) attempts.push(next);
  }
  const own = [...attempts];
  // Some models only come to be as another file wants them: of an abstract class, from a configuration, after some other method.
  const callers =
    isWorthwhile() && (await besidesWeights(file, sites, missed(), own)).length > 0
      ? await callersOf(file, tools.files)
      : [];
  for (const caller of callers.slice(0, mostCallers)) {
    const left = await besidesWeights(file, sites, missed(), own);
    if (left.length === 0 || !isWorthwhile()) break;
    const entries = source.entriesLeadingTo(
      parsedFiles.get(caller.file, caller.text),
      { leads: caller.leads, entries: sites.entries },
      left.map((site) => sites.models.indexOf(site)),
      options.pinned,
    );
    if (entries.length === 0 && own.some(({ outcome }) => outcome.status === 'time-limit')) continue;
    const wanted = towards(sites, left);
    progress.next();
    const next = await run(
      {
        name: 'through a caller',
        file: caller.file,
        sitesOf: file,
        entries,
        wanted,
        insert: guards(source, parsedFiles, caller.file, entries, false, { file, wanted }),
      },
      attempts.map(({ models }) => models),
    );
    if (isAttempt(next)) attempts.push({ ...next, models: next.models.filter((model) => isOf(file, model)) });
  }
  const models = mergeModels(attempts.map((one) => one.models));
  if (makesNone && models.length === 0 && sites.entries.length === 0) return nothingToProbe(file, sites, data);
  const guarded = models.filter((model) => attempts.slice(1).some((one) => one.models.includes(model)));
  return {
    models,
    errors: [
      ...dataErrors(data, attempts),
      ...unusedSettings(file, sites.models, models),
      ...(await explainFailures(file, sites, expected(), models, own)),
    ],
    guarded,
  };
};

function isOf(file: string, { parts = [], ...model }: ModelReport): boolean {
  return [model, ...parts].some((place) => place.file === file);
}

function withData(file: string, data: RealDataFiles, insert: AttemptPlan['insert']): AttemptPlan['insert'] {
  return (at, text) => (at === file ? [...data.insertions(text), ...insert(at, text)] : insert(at, text));
}

/** What of the data that comments name could not be read, or did not fit. */
function dataErrors(data: RealDataFiles, attempts: readonly Attempt[]): ProbeError[] {
  const faults = attempts.flatMap(({ results }) => results.flatMap(({ dataFaults = [] }) => dataFaults));
  const errors = [...data.errors, ...faults.map(({ source, message }) => data.errorFor(source, message))];
  return [...new Map(errors.map((error) => [JSON.stringify(error), error])).values()];
}

function complaints({ outcome, results }: Attempt): string[] {
  return [
    ...(outcome.status === 'failed' ? [outcome.message] : []),
    ...results.flatMap(({ failures }) => failures.map(({ message }) => message)),
  ];
}

/** Files in which the module stopped: without them the rest of it may run. */
function stoppers(file: string, attempts: readonly Attempt[]): string[] {
  const stops = attempts.flatMap(({ results, placer }) =>
    results.flatMap(({ failures }) =>
      failures.flatMap(({ at, stack }) => (at === 'import' ? (placer.innermost(stack)?.file ?? []) : [])),
    ),
  );
  return [...new Set(stops)].filter((stop) => stop !== file);
}

function onlyLacksFiles(errors: readonly ProbeError[]): boolean {
  return errors.every(({ code }) => code === 'unresolved-import');
}

function isAttempt(result: Attempt | readonly ProbeError[]): result is Attempt {
  return 'models' in result;
}

/** What may train models that it does not make: what imports files of the workspace and starts training. */
function mayTrainElsewhere(text: string): boolean {
  return (
    /\b(?:from|import|require)\b\s*\(?\s*['"]\.{1,2}\//.test(text) &&
    /\b(?:fit|fitDataset|trainOnBatch|minimize|applyGradients|train\w*)\s*\(/.test(text)
  );
}

/** @param goal the models that no attempt has come by, and the file that makes them */
function guards(
  source: SourceRoom,
  parsedFiles: ParsedFiles,
  file: string,
  entries: readonly EntryPoint[],
  sliced: boolean,
  goal: { readonly file: string; readonly wanted: readonly number[] },
): AttemptPlan['insert'] {
  return (at, text) => {
    const parsed = parsedFiles.get(at, text);
    return source.mergeInsertions(
      at === file ? entries : [],
      source.guardInsertions(parsed, sliced, at === goal.file ? goal.wanted : []),
      source.basicInsertions(parsed, true),
    );
  };
}

/** Indices of models that are built. */
function towards(sites: SourceSites, left: readonly ModelSite[]): number[] {
  return left.flatMap((site) => (site.kind === 'load' ? [] : sites.models.indexOf(site)));
}

/** A function that leads to several of them may come by one each time it is called; what it can do without is given as well, as it went without the first time. */
function steered(entries: readonly EntryPoint[], onWays: ReadonlySet<number>): EntryPoint[] {
  const all = entries.map((entry) =>
    entry.fuller && entry.models.some((model) => onWays.has(model)) ? withMore(entry, entry.fuller) : entry,
  );
  const again = all.flatMap((entry) => {
    const its = entry.models.filter((model) => onWays.has(model));
    return its.length < 2
      ? []
      : its.map((model) => ({ ...entry, models: [model], call: { ...entry.call, towards: model } }));
  });
  return [...all, ...again.slice(0, mostSteered)];
}

function withMore(entry: EntryPoint, { parameters, assumed, ...given }: NonNullable<EntryPoint['fuller']>): EntryPoint {
  return { ...entry, parameters, assumed, call: { ...entry.call, ...given } };
}

/** Ready-made models of packages are told one by one. */
async function nothingToProbe(file: string, sites: SourceSites, data: RealDataFiles): Promise<FileProbe> {
  const { models, errors } =
    sites.models.length === 0
      ? noModel(file)
      : { models: [], errors: await explainFailures(file, sites, sites.models, [], []) };
  return { models, errors: [...data.errors, ...errors] };
}

function noModel(file: string): FileProbe {
  return failed(
    file,
    'no-model',
    `${fileName(file)} makes no TensorFlow.js model: no tf.sequential, tf.model or tf.variable was found.`,
  );
}

function failed(file: string, code: ProbeErrorCode, message: string): FileProbe {
  const errors: ProbeError[] = [{ file, code, message }];
  return { models: [], errors };
}

async function unreadable(file: string, { files }: ProbeTools): Promise<string> {
  switch (await files.kind(file)) {
    case 'directory':
      return `${fileName(file)} is a folder. Name the files in it that make models.`;
    case 'file':
      return `${fileName(file)} cannot be read as text.`;
    case undefined:
      return `There is no file ${fileName(file)} at that place.`;
  }
}
