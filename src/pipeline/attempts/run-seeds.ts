/**
 * Runs the seeds of one attempt, checks the backend where numbers are not finite, and runs more seeds where the first
 * disagree.
 */

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
  /** Called after each seed with the models so far. */
  partial(models: readonly ModelReport[]): void;
  /** Called while the first seed runs, with what it has measured; the models have no findings. */
  readonly firstSteps?: ((models: readonly ModelReport[]) => void) | undefined;
  /** Finds the saved models that the code loads. */
  readonly answer?: AnswerModel;
}

export interface SeedRuns {
  readonly results: readonly SeedResult[];
  /** By site key. */
  readonly faults: ReadonlyMap<string, BackendFault>;
  /** How the first seeds ended, or `cancelled` at any time. */
  readonly outcome: ProbeOutcome;
  /** The user's function that was entered last; empty for the module itself. */
  readonly entered?: string;
}

/** All jobs together may use this share of the time limit. */
const usableTime = 0.9;
/** With less time left than this, no further job begins. */
const leastJobMs = 500;

/**
 * @param job with the first seeds; its time limit is for all jobs together
 * @param maximum seeds at most
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
      // A seed that ran out of time says less than the others.
      if (result.cutShort) return;
      results.push(result);
      tell();
    });
    await assembling;
    // If some of them did not end, the others count all the same.
    if (further.status === 'cancelled') return { results, faults, outcome: further };
  }
  return { results, faults, outcome };
}
