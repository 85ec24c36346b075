/** Runs the jobs of one file: the seeds asked for, a check of the backend where numbers are not finite, and more seeds where the first disagree. */

import type { ProbeEvent } from '../../probe/protocol/events';
import type { ProbeJob } from '../../probe/protocol/job';
import type { SeedResult } from '../../probe/protocol/result';
import type { ProbeOutcome, ProbeRunner } from '../../probe/protocol/runner';
import type { AnswerModel } from '../../probe/protocol/saved-model-messages';
import type { BackendFault, ModelReport } from '../../report/report';
import { furtherSeeds } from './adaptive-seeds';
import { judgeBackend, planBackendCheck } from './backend-check';
import type { ProbeListener } from '../contract/file-probe';
import type { Progress } from './progress';

export type Assemble = (
  results: readonly SeedResult[],
  faults: ReadonlyMap<string, BackendFault>,
) => Promise<ModelReport[]>;

export interface SeedListener extends Pick<ProbeListener, 'log'> {
  readonly progress: Progress;
  /** Told of the models after each seed. */
  partial(models: readonly ModelReport[]): void;
  /** Told of what the first seed has measured before it ends; nothing of it is a finding yet. */
  readonly firstSteps?: ((models: readonly ModelReport[]) => void) | undefined;
  /** Finds the saved models that the code asks for. */
  readonly answer?: AnswerModel;
}

export interface SeedRuns {
  readonly results: readonly SeedResult[];
  /** By site key. */
  readonly faults: ReadonlyMap<string, BackendFault>;
  /** How the seeds asked for ended, or `cancelled` at any time. */
  readonly outcome: ProbeOutcome;
  /** The function of the user's that was entered last; empty for the module itself. */
  readonly entered?: string;
}

/** Share of the time limit that may be spent, the probe's own measure. */
const usableTime = 0.9;
/** No further job is worth starting for less. */
const leastJobMs = 500;

/**
 * @param job with the seeds asked for; its time limit is for all jobs together
 * @param maximum how many seeds it may become
 */
export async function runSeeds(
  job: ProbeJob,
  maximum: number,
  runner: ProbeRunner,
  assemble: Assemble,
  listener: SeedListener,
  signal: AbortSignal,
): Promise<SeedRuns> {
  const results: SeedResult[] = [];
  let faults: ReadonlyMap<string, BackendFault> = new Map<string, BackendFault>();
  const { progress } = listener;
  let assembling = Promise.resolve();
  const tell = (): void => {
    const sofar = [...results];
    assembling = assembling.then(async () => {
      if (sofar.length === results.length) listener.partial(await assemble(sofar, faults));
    });
  };
  const { firstSteps } = listener;
  const tellFirstSteps = (result: SeedResult): void => {
    if (!firstSteps) return;
    assembling = assembling.then(async () => {
      if (results.length > 0) return;
      const models = await assemble([result], faults);
      firstSteps(models.map((model) => ({ ...model, findings: [] })));
    });
  };
  let entered: string | undefined;
  const run = (part: Partial<ProbeJob>, take: (result: SeedResult) => void): Promise<ProbeOutcome> => {
    const onEvent = (event: ProbeEvent): void => {
      if (event.type === 'progress') progress.step(event);
      if (event.type === 'log') listener.log(event.level, event.text);
      if (event.type === 'entered') {
        if (entered === undefined) progress.say('running the code');
        entered = event.label;
      }
      if (event.type === 'first-steps') tellFirstSteps(event.result);
      if (event.type === 'seed') take(event.result);
    };
    return runner.run({ ...job, ...part }, onEvent, signal, listener.answer);
  };
  let spentMs = 0;
  const remainingMs = (): number => job.timeLimitMs * usableTime - spentMs;

  progress.say('starting the worker');
  const outcome = await run({}, (result) => {
    spentMs += result.durationMs;
    results.push(result);
    tell();
  });
  await assembling;
  if (outcome.status !== 'done') return { results, faults, outcome, ...(entered !== undefined && { entered }) };

  const check = planBackendCheck(results, job.steps);
  if (check && remainingMs() > leastJobMs) {
    progress.next();
    progress.say('checking the backend');
    const onReference: SeedResult[] = [];
    const started = performance.now();
    const checked = await run(
      { seeds: check.seeds, steps: check.steps, backend: 'cpu', timeLimitMs: remainingMs() },
      (result) => onReference.push(result),
    );
    spentMs += performance.now() - started;
    if (checked.status === 'cancelled') return { results, faults, outcome: checked };
    faults = judgeBackend(check, onReference);
  }

  const seeds =
    remainingMs() > leastJobMs ? furtherSeeds(await assemble(results, faults), results, remainingMs(), maximum) : [];
  if (seeds.length > 0) {
    progress.further(results.length, seeds.length);
    const further = await run({ seeds, timeLimitMs: remainingMs() }, (result) => {
      // A seed that the time ran out on would say less than the others.
      if (result.cutShort) return;
      results.push(result);
      tell();
    });
    await assembling;
    // Should they not all have ended, those that have count: the verdict stood before.
    if (further.status === 'cancelled') return { results, faults, outcome: further };
  }
  return { results, faults, outcome };
}
