/**
 * Runs the seeds of one attempt, checks the backend where numbers are not finite, and adds seeds where the first ones
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
  /** Whether no more seeds will come. */
  isOver?: boolean,
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
  /** The faults of the backend, by the model's site key. */
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
 * @param job the job with the first seeds; its time limit is for all jobs together
 * @param maximum the most seeds
 */
export function runSeeds(
  job: ProbeJob,
  maximum: number,
  runner: ProbeRunner,
  assemble: Assemble,
  listener: SeedListener,
  signal: AbortSignal,
): Promise<SeedRuns> {
  return new SeedJobs(job, maximum, runner, assemble, listener, signal).run();
}

/** The jobs of one attempt, with the results and the time that they share. */
class SeedJobs {
  readonly #results: SeedResult[] = [];
  #faults: ReadonlyMap<string, BackendFault> = new Map<string, BackendFault>();
  /** The last result that the first seed has sent on its way. */
  #soFar: SeedResult | undefined;
  #spentMs = 0;
  #entered: string | undefined;
  /** The last assembly. Each waits for the one before, so that the listener gets them in order. */
  #assembling = Promise.resolve();

  constructor(
    private readonly job: ProbeJob,
    private readonly maximum: number,
    private readonly runner: ProbeRunner,
    private readonly assemble: Assemble,
    private readonly listener: SeedListener,
    private readonly signal: AbortSignal,
  ) {}

  async run(): Promise<SeedRuns> {
    const outcome = await this.#runFirst();
    if (outcome.status !== 'done') this.#keepSoFar();
    if (outcome.status !== 'done')
      return { ...this.#runs(outcome), ...(this.#entered !== undefined && { entered: this.#entered }) };
    const checked = await this.#checkBackend();
    if (checked?.status === 'cancelled') return this.#runs(checked);
    const further = await this.#runFurther();
    // If some of the further seeds did not end, the others count all the same.
    return this.#runs(further?.status === 'cancelled' ? further : outcome);
  }

  #runs(outcome: ProbeOutcome): SeedRuns {
    return { results: this.#results, faults: this.#faults, outcome };
  }

  /** Keeps what the first seed had measured, where the worker ended before its result. */
  #keepSoFar(): void {
    if (this.#results.length === 0 && this.#soFar) this.#results.push({ ...this.#soFar, cutShort: true });
  }

  async #runFirst(): Promise<ProbeOutcome> {
    this.listener.progress.say('starting the worker');
    const outcome = await this.#runJob({}, (result) => {
      this.#spentMs += result.durationMs;
      this.#take(result);
    });
    await this.#assembling;
    return outcome;
  }

  /** @returns undefined where every number is finite, or no time is left */
  async #checkBackend(): Promise<ProbeOutcome | undefined> {
    const check = planBackendCheck(this.#results, this.job.steps);
    if (!check || this.#remainingMs() <= leastJobMs) return undefined;
    this.listener.progress.next();
    this.listener.progress.say('checking the backend');
    const onReference: SeedResult[] = [];
    const started = performance.now();
    const outcome = await this.#runJob(
      { seeds: check.seeds, steps: check.steps, backend: 'cpu', timeLimitMs: this.#remainingMs() },
      (result) => onReference.push(result),
    );
    this.#spentMs += performance.now() - started;
    if (outcome.status !== 'cancelled') this.#faults = judgeBackend(check, onReference);
    return outcome;
  }

  /** @returns undefined where the first seeds agree, or no time is left */
  async #runFurther(): Promise<ProbeOutcome | undefined> {
    if (this.#remainingMs() <= leastJobMs) return undefined;
    const models = await this.assemble(this.#results, this.#faults);
    const seeds = furtherSeeds(models, this.#results, this.#remainingMs(), this.maximum);
    if (seeds.length === 0) return undefined;
    this.listener.progress.further(this.#results.length, seeds.length);
    const outcome = await this.#runJob({ seeds, timeLimitMs: this.#remainingMs() }, (result) => {
      // A seed that ran out of time says less than the others.
      if (!result.cutShort) this.#take(result);
    });
    await this.#assembling;
    return outcome;
  }

  #runJob(part: Partial<ProbeJob>, take: (result: SeedResult) => void): Promise<ProbeOutcome> {
    const { progress, answer } = this.listener;
    const onEvent = (event: ProbeEvent): void => {
      if (event.type === 'progress') progress.step(event);
      if (event.type === 'log') this.listener.log(event.level, event.text);
      if (event.type === 'entered') {
        if (this.#entered === undefined) progress.say('running the code');
        this.#entered = event.label;
      }
      if (event.type === 'first-steps') this.#showFirstSteps(event.result);
      if (event.type === 'so-far') this.#soFar = event.result;
      if (event.type === 'seed') take(event.result);
    };
    return this.runner.run({ ...this.job, ...part }, onEvent, this.signal, answer);
  }

  #remainingMs(): number {
    return this.job.timeLimitMs * usableTime - this.#spentMs;
  }

  #take(result: SeedResult): void {
    this.#results.push(result);
    const sofar = [...this.#results];
    this.#assembling = this.#assembling.then(async () => {
      // A later seed has arrived meanwhile, and shows this one too.
      if (sofar.length < this.#results.length) return;
      this.listener.partial(await this.assemble(sofar, this.#faults));
    });
  }

  #showFirstSteps(result: SeedResult): void {
    const { firstSteps } = this.listener;
    if (!firstSteps) return;
    this.#assembling = this.#assembling.then(async () => {
      if (this.#results.length > 0) return;
      const models = await this.assemble([result], this.#faults);
      firstSteps(models.map((model) => ({ ...model, findings: [] })));
    });
  }
}
