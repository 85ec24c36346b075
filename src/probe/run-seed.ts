/** Runs one seed of a job: imports the bundle anew, runs user code, trains what it only built, gathers the result. */

import { setProbeGlobals } from '../report/probe-globals';
import type { MadeUpBases } from './bases/made-up-bases';
import { RealData } from './data/real-data';
import { makeModuleAddress } from './entries/module-address';
import { UserCode } from './entries/user-code';
import type { StepMeter } from './measuring/step-meter';
import type { ProgressEvents, SeedEvents } from './progress-events';
import type { ProbeJob } from './protocol/job';
import type { SeedResult } from './protocol/result';
import type { TensorOrigins } from './recording/tensor-origins';
import type { Recorder } from './recording/recorder';
import type { Environment } from './sandbox/environment';
import type { NotedStandIns } from './sandbox/noted-stand-ins';
import { seedModels } from './seed-result';
import type { CurrentSeed } from './seed/current-seed';
import { SeedRun } from './seed/seed-run';
import type { TensorKeeper } from './seed/tensor-keeper';
import { seedMathRandom } from './tfjs/seeded-random';
import { now } from './time/clock';
import type { PendingWork } from './time/pending-work';
import { trainBuiltModels } from './training/built-models';

/** What the seeds of a job share. Each seed starts these parts anew; the patches of tfjs hold on to them. */
export interface JobParts {
  readonly job: ProbeJob;
  /** Time of `now()` at which the job ends with what it has. */
  readonly deadline: number;
  readonly backend: string;
  /** The tfjs of user code. */
  readonly tf: object;
  readonly environment: Environment;
  readonly standIns: NotedStandIns;
  readonly pending: PendingWork;
  readonly recorder: Recorder;
  readonly bases: MadeUpBases;
  readonly keeper: TensorKeeper;
  readonly origins: TensorOrigins;
  readonly meter: StepMeter;
  readonly current: CurrentSeed;
  readonly events: ProgressEvents;
}

/** @returns also what user code failed at; it rejects only where the probe itself fails */
export async function runSeed(parts: JobParts, seedIndex: number): Promise<SeedResult> {
  const { job, deadline, keeper, meter, pending, standIns } = parts;
  const start = now();
  const seed = job.seeds[seedIndex];
  const address = makeModuleAddress(job.code);
  startParts(parts, address.url, seed);
  const realData = new RealData(job.data ?? [], deadline, pending, seed);
  setProbeGlobals({
    registerData: (source, load) => {
      realData.register(source, load);
    },
  });
  const resultSoFar = (isOver: boolean): SeedResult => ({
    seed,
    backend: parts.backend,
    durationMs: now() - start,
    ...seedModels(seedRun, isOver),
    leakedTensors: 0,
  });
  const events = parts.events.ofSeed(seedIndex, () => resultSoFar(false));
  const seedRun: SeedRun = makeSeedRun(parts, seed, realData, events);
  parts.current.run = seedRun;
  keeper.startSeed();
  try {
    await new UserCode(seedRun, { job, pending, standInFor: (name) => standIns.make(name) }).run(address);
    meter.endStep(undefined);
    seedRun.closeUserCode();
    seedRun.failEmptyLoop();
    await trainBuiltModels(seedRun);
  } finally {
    address.release();
    parts.environment.endSeed();
    seedRun.ended = true;
  }
  for (const { entry, name, stack, compiledAt } of seedRun.measured)
    if (entry === 'loop') realData.noteUnusable(name, stack, compiledAt);
  seedRun.measuring = false;
  const result = resultSoFar(true);
  const leakedTensors = keeper.endSeed();
  if (seedRun.isOutdated && !seedRun.expired) return runSeed(parts, seedIndex);
  return {
    ...result,
    ...(realData.faults.length > 0 && { dataFaults: realData.faults }),
    ...(standIns.names.length > 0 && { standIns: standIns.names }),
    leakedTensors,
    ...(seedRun.expired && { cutShort: true }),
    durationMs: now() - start,
  };
}

/** Starts the shared parts anew, and gives user code the globals that it may know. */
function startParts(parts: JobParts, url: string, seed: number): void {
  const { job, bases } = parts;
  parts.recorder.startSeed(url);
  parts.origins.startSeed();
  parts.environment.startSeed();
  parts.standIns.startSeed();
  bases.startSeed(job.code);
  seedMathRandom(seed);
  // Scripts of a page know tfjs as a global, which the seed before may have replaced.
  (globalThis as Record<string, unknown>).tf = parts.tf;
  // So they do packages of ready-made models.
  Object.assign(globalThis, bases.globals());
}

function makeSeedRun(
  { job, deadline, recorder, bases, origins }: JobParts,
  seed: number,
  realData: RealData,
  events: SeedEvents,
): SeedRun {
  const seedRun: SeedRun = new SeedRun(recorder, {
    realData,
    bases,
    origins,
    seed,
    isGuarded: job.guarded ?? false,
    otherCode: job.otherCode ?? 'packages',
    tfjsVersion: job.tfjsVersion,
    misspelt: job.misspelt ?? {},
    steps: job.steps,
    only: job.only,
    deadline,
    progress: (step, model) => {
      events.progress(step, model, seedRun.measured.length);
    },
    entered: (label) => {
      events.entered(label);
    },
  });
  return seedRun;
}
