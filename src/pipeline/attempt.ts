/** One way of getting a file's models: its bundle, the run of it, and what came out. */

import type { Bundle, Insert } from '../bundle/bundle';
import type { EntryCall } from '../report/entry';
import type { ModelReport, ProbeError } from '../report/report';
import type { EntryPoint, SourceSites } from '../source/sites';
import type { ProbeEvent, ProbeJob, ProbeOutcome, SeedResult } from '../probe/job';
import { assembleModels } from './assemble';
import { Placer } from './place';
import type { ProbeListener, ProbeOptions, ProbeTools } from './probe-file';

export interface Attempt {
  readonly models: readonly ModelReport[];
  readonly results: readonly SeedResult[];
  readonly outcome: ProbeOutcome;
  readonly placer: Placer;
  readonly bundle: Bundle;
}

export interface AttemptPlan {
  readonly file: string;
  readonly sites: SourceSites;
  /** Those to call, in order. */
  readonly entries: readonly EntryPoint[];
  readonly insert: Insert;
  readonly timeLimitMs: number;
}

export type SourceRoom = typeof import('../source/index');

/** @param partial told of the models after each seed */
export async function attempt(
  plan: AttemptPlan,
  source: SourceRoom,
  tools: ProbeTools,
  options: ProbeOptions,
  listener: Pick<ProbeListener, 'progress' | 'log'>,
  partial: (models: readonly ModelReport[]) => void,
  signal: AbortSignal,
): Promise<Attempt | readonly ProbeError[]> {
  const { file, sites, entries } = plan;
  const bindings = [...new Set(entries.map((entry) => entry.binding))];
  const bundled = await tools.bundler.bundle(file, bindings, tools.files, signal, plan.insert);
  if (!bundled.ok) return bundled.errors;
  const { bundle } = bundled;
  const placer = new Placer(bundle, tools.files, source);
  const results: SeedResult[] = [];
  let assembling = Promise.resolve();
  const onEvent = (event: ProbeEvent): void => {
    if (event.type === 'progress') reportProgress(event, listener);
    if (event.type === 'log') listener.log(event.level, event.text);
    if (event.type !== 'seed') return;
    results.push(event.result);
    const sofar = [...results];
    assembling = assembling.then(async () => {
      if (sofar.length === results.length) partial(await assembleModels(sofar, placer, bundle.standIns));
    });
  };
  const job: ProbeJob = {
    code: bundle.code,
    entries: entries.map((entry): EntryCall => ({ ...entry.call, models: entry.models })),
    sites: sites.models.map((site) => bundle.place(file, site.range)),
    steps: options.steps,
    seeds: options.seeds,
    backend: options.backend,
    timeLimitMs: plan.timeLimitMs,
  };
  listener.progress({ text: 'starting', fraction: 0 });
  const outcome = await tools.runner.run(job, onEvent, signal);
  await assembling;
  return { models: await assembleModels(results, placer, bundle.standIns), results, outcome, placer, bundle };
}

function reportProgress(event: Extract<ProbeEvent, { type: 'progress' }>, listener: Pick<ProbeListener, 'progress'>): void {
  listener.progress({
    text: `${event.model}: seed ${event.seedIndex + 1} of ${event.seeds}, step ${event.step} of ${event.steps}`,
    fraction: (event.seedIndex + event.step / event.steps) / event.seeds,
  });
}
