/** One way of getting a file's models: its bundle, the run of it, and what came out. */

import type { Bundle, Insert } from '../../bundle/bundle';
import type { EntryCall } from '../../report/entry-call';
import { fileName } from '../../files/paths';
import type { ModelReport, ProbeError } from '../../report/report';
import type * as sourceRoom from '../../source/index';
import type { EntryPoint, GivenSetting, SourceSites } from '../../source/sites/sites';
import type { BackendChoice, GivenName, ProbeJob } from '../../probe/protocol/job';
import type { SeedResult } from '../../probe/protocol/result';
import type { ProbeOutcome } from '../../probe/protocol/runner';
import { maximumSeeds } from './adaptive-seeds';
import { assembleModels } from '../assembly/assemble';
import { Placer } from '../assembly/placer';
import type { ProbeOptions, ProbeTools } from '../contract/file-probe';
import { type Assemble, runSeeds, type SeedListener } from './run-seeds';
import type { RealDataFiles } from '../data/real-data-files';
import { savedModels } from '../data/saved-models';

export interface Attempt {
  readonly models: readonly ModelReport[];
  readonly results: readonly SeedResult[];
  readonly outcome: ProbeOutcome;
  /** What was entered last, where it did not end. */
  readonly entered?: string | undefined;
  readonly placer: Placer;
  readonly bundle: Bundle;
}

export interface AttemptPlan {
  readonly name: 'as it is' | 'guarded' | 'sliced' | 'through a caller';
  /** Where the first choice broke down, another one. */
  readonly backend: BackendChoice;
  readonly file: string;
  readonly sites: SourceSites;
  /** Where the sites lie, if not in the file that is run. */
  readonly sitesOf?: string;
  /** Those to call, in order. */
  readonly entries: readonly EntryPoint[];
  readonly insert: Insert;
  /** What comments of the file name. */
  readonly data: RealDataFiles;
  /** Indices of models that no attempt has come by; guards take branches towards them. */
  readonly wanted?: readonly number[];
  /** Files that stop the module before it comes to its models. */
  readonly without?: readonly string[];
  readonly timeLimitMs: number;
  readonly parsedFiles: sourceRoom.ParsedFiles;
}

export type SourceRoom = typeof sourceRoom;

export async function attempt(
  plan: AttemptPlan,
  source: SourceRoom,
  tools: ProbeTools,
  options: ProbeOptions,
  listener: SeedListener,
  signal: AbortSignal,
): Promise<Attempt | readonly ProbeError[]> {
  const { file, sites, entries, sitesOf = file } = plan;
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
  const placer = new Placer(bundle, tools.files, source, plan.parsedFiles);
  const job: ProbeJob = {
    code: bundle.code,
    entries: entries.map((entry): EntryCall => ({ ...entry.call, models: entry.models })),
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
    layers: sites.layers.flatMap(({ range, model }) => {
      const placed = model === undefined ? undefined : bundle.place(sitesOf, range);
      return placed && model !== undefined ? { range: placed, model } : [];
    }),
    ...(options.only && { only: options.only.flatMap((place) => bundle.place(place.file, place.range) ?? []) }),
    data: plan.data.sources(bundle),
    guarded: plan.name !== 'as it is',
    ...(plan.wanted && { unreached: plan.wanted }),
    steps: options.steps,
    seeds: options.seeds,
    backend: plan.backend,
    timeLimitMs: plan.timeLimitMs,
  };
  const assemble: Assemble = (results, faults) =>
    assembleModels(
      results,
      placer,
      [...new Set([...bundle.standIns, ...results.flatMap(({ standIns = [] }) => standIns)])],
      { file, sites, entries },
      faults,
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
    job,
    options.maximumSeeds ?? maximumSeeds,
    tools.runner,
    assemble,
    { ...listener, answer },
    signal,
  );
  for (const { at, label, message, stack } of results.flatMap((result) => result.failures)) {
    const place = placer.innermost(stack);
    const where = place ? ` (${fileName(place.file)}:${place.range.start.line + 1})` : '';
    listener.log('log', `${plan.name}: ${[at, label].filter((part) => part !== '').join(' ')}${where}: ${message}`);
  }
  return { models: await assemble(results, faults), results, outcome, entered, placer, bundle };
}

function givenName({ value, origin }: GivenSetting<string>): GivenName {
  return { name: value, isAssumed: origin === 'pinned' };
}
