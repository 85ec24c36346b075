/** Runs one job: starts the backend, sets up the world of user code, patches tfjs, and runs each seed. */

import { setProbeGlobals } from '../report/probe-globals';
import { watchNamespace } from './faults/watching/watch-tfjs';
import { startBackend, type WasmSource } from './backend/start-backend';
import { MadeUpBases } from './bases/made-up-bases';
import { type RequestPort, SavedModels } from './user-tfjs/saved-model-requests';
import { makeTfForUserCode } from './user-tfjs/tf-for-user-code';
import { watchLossNamespace, watchMetricNamespace } from './losses/watch-losses';
import { installPatches } from './install-patches';
import { StepMeter } from './measuring/step-meter';
import { ProgressEvents } from './progress-events';
import type { ProbeEvent } from './protocol/events';
import type { ProbeJob } from './protocol/job';
import { Recorder } from './recording/recorder';
import { TensorOrigins } from './recording/tensor-origins';
import { type JobParts, runSeed } from './run-seed';
import { installEnvironment } from './sandbox/environment';
import { nodeModules } from './sandbox/node-modules';
import { NotedStandIns } from './sandbox/noted-stand-ins';
import { WorkspaceTexts } from './sandbox/workspace-texts';
import { CurrentSeed } from './seed/current-seed';
import { TensorKeeper } from './seed/tensor-keeper';
import { now } from './time/clock';
import { PendingWork } from './time/pending-work';

/**
 * The part of a job's time after which it ends with what it has; the rest is for its last step and for sending the
 * result.
 */
const usableTime = 0.9;

/**
 * Runs a job to its end. Call it once in the life of a worker: it changes tfjs and the globals for good.
 * @param port asks the host for saved models; without it there are none
 * @throws Error where the backend cannot start
 */
export async function runJob(
  job: ProbeJob,
  wasm: WasmSource,
  send: (event: ProbeEvent) => void,
  port: RequestPort | undefined,
): Promise<void> {
  const deadline = now() + job.timeLimitMs * usableTime;
  const parts = await prepare(job, wasm, send, port, deadline);
  for (const seedIndex of job.seeds.keys()) {
    if (seedIndex > 0 && now() > deadline) break;
    send({ type: 'seed', result: await runSeed(parts, seedIndex) });
  }
  send({ type: 'done' });
}

async function prepare(
  job: ProbeJob,
  wasm: WasmSource,
  send: (event: ProbeEvent) => void,
  port: RequestPort | undefined,
  deadline: number,
): Promise<JobParts> {
  // Before the environment, which replaces the `fetch` and the `process` that the backend starts with.
  const backend = await startBackend(job.backend, wasm);
  if (backend.note !== undefined) send({ type: 'log', level: 'warn', text: backend.note });
  const pending = new PendingWork();
  const texts = new WorkspaceTexts(job.texts ?? [], (name) => {
    standIns.note(name);
  });
  const environment = installEnvironment(
    (level, text) => {
      send({ type: 'log', level, text });
    },
    pending,
    texts,
  );
  const recorder = new Recorder();
  const keeper = new TensorKeeper();
  const current = new CurrentSeed(recorder, keeper);
  const meter = new StepMeter(current);
  const bases = new MadeUpBases(recorder);
  const origins = new TensorOrigins(() => meter.isStepping);
  const standIns = new NotedStandIns((name) => bases.package(name) ?? texts.module(name));
  installPatches({
    recorder,
    bases,
    keeper,
    origins,
    meter,
    current,
    isGuarded: job.guarded ?? false,
    noteUnsaved: (what) => {
      standIns.note(what);
    },
  });
  const tf = tfForUserCode({ job, recorder, bases, meter, current, origins }, new SavedModels(port, pending));
  setProbeGlobals({ tf, standIn: (name) => standIns.make(name), nodeModules });
  const events = new ProgressEvents(job, send);
  return {
    job,
    deadline,
    backend: backend.name,
    tf,
    environment,
    standIns,
    pending,
    recorder,
    bases,
    keeper,
    origins,
    meter,
    current,
    events,
  };
}

/** The tfjs that user code imports: its loaders ask the host, and calls that it refuses are noted. */
function tfForUserCode(
  parts: Pick<JobParts, 'job' | 'recorder' | 'bases' | 'meter' | 'current' | 'origins'>,
  savedModels: SavedModels,
): object {
  const { job, recorder, bases, meter, current, origins } = parts;
  const tf = makeTfForUserCode(
    recorder,
    savedModels,
    bases,
    {
      fail: (failure) => {
        current.run.fail({ at: 'model', ...failure });
      },
      noteShuffle: (list) => {
        origins.noteShuffle(list);
      },
    },
    job.guarded ?? false,
  );
  watchNamespace(tf as Record<string, unknown>, () => current.run.ownFaults, recorder);
  watchLossNamespace(tf as Record<string, unknown>, () => meter.trace, recorder);
  watchMetricNamespace(tf as Record<string, unknown>, () => meter.trace, recorder);
  return tf;
}
