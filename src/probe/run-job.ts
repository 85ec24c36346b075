/** Runs one job: every seed anew from the import of the bundle to its result. */

import { setProbeGlobals } from '../report/probe-globals';
import { startBackend, type WasmSource } from './backend/start-backend';
import { coveredBy, trainBuiltModels } from './training/built-models';
import { installEnvironment } from './sandbox/environment';
import { installGatherGradient } from './backend/gather-gradient';
import { installInputShapes } from './facade/input-shapes';
import type { Variable } from './tfjs/internals';
import type { ProbeEvent } from './protocol/events';
import type { ProbeJob } from './protocol/job';
import type { RawModel, SeedResult } from './protocol/result';
import { makeNamespace } from './facade/tf-for-user-code';
import { installModelSavers } from './facade/model-savers';
import { now } from './time/clock';
import { installQuickPredict } from './facade/quick-predict';
import { seedMathRandom } from './tfjs/seeded-random';
import { RealData } from './data/real-data';
import { installRecorder, Recorder } from './recording/recorder';
import type { SavedModels } from './facade/saved-model-requests';
import { positionsOf } from './recording/stack-frames';
import { nodeModules } from './sandbox/node-modules';
import { SeedRun, TensorKeeper } from './seed/seed-run';
import { standIn } from './sandbox/stand-in';
import { StepMeter } from './measuring/step-meter';
import type { MeasuredModel } from './measuring/measured-model';
import { installTaps } from './measuring/taps';
import { leniency } from './facade/open-settings';
import { installTolerantModels } from './facade/open-compile';
import { installTrainingHooks } from './training/training-hooks';
import { addressOf, runUserCode } from './entries/user-code';
import { installWeightLimit } from './facade/weight-limit';

/** How much of a job's time may pass before it ends with what it has; the rest is for its last step and for telling. */
const usableTime = 0.9;
/** A first seed that takes no longer tells its numbers soon enough. */
const firstStepsMs = 120;
/** Of the branches that were taken towards models, so many are named. */
const mostTurns = 3;
/** Progress messages no more often than this. */
const progressMs = 50;

/**
 * Runs a job to its end. Call once in the life of a worker: tfjs is changed for good.
 * @throws Error where the backend cannot start
 */
export async function runJob(
  job: ProbeJob,
  wasm: WasmSource,
  send: (event: ProbeEvent) => void,
  models: SavedModels,
): Promise<void> {
  const deadline = now() + job.timeLimitMs * usableTime;
  const backend = await startBackend(job.backend, wasm);
  if (backend.note !== undefined) send({ type: 'log', level: 'warn', text: backend.note });
  const environment = installEnvironment((level, text) => {
    send({ type: 'log', level, text });
  });
  leniency.on = job.guarded ?? false;
  const recorder = new Recorder();
  const keeper = new TensorKeeper();
  let seedRun: SeedRun | undefined;
  const current = (): SeedRun => {
    if (!seedRun) throw new Error('No seed is under way.');
    return seedRun;
  };
  const meter = new StepMeter({
    get measuring() {
      return seedRun?.measuring ?? false;
    },
    outermost: (model) => recorder.outermost(model),
    subjectOf: (model, optimizer) => current().subjectOf(model, optimizer),
    isLoose: (variable) => current().isLoose(variable),
    isWanted: (loose) => current().isWanted(loose),
    adopt: (layer, wrapped) => {
      current().adopt(layer, wrapped);
    },
    skipped: (optimizer, key) => seedRun?.skipped(optimizer, key),
    stepped: (subjects, optimizer, key) => {
      keeper.sweep();
      current().stepped(subjects, optimizer, key);
    },
  });
  installRecorder(recorder);
  installInputShapes(recorder);
  installGatherGradient();
  installQuickPredict();
  installTolerantModels(recorder);
  installWeightLimit();
  keeper.install();
  meter.install();
  installTaps(meter);
  installTrainingHooks(current, meter);
  const scope = globalThis as Record<PropertyKey, unknown>;
  const standIns = new Set<string>();
  installModelSavers((what) => standIns.add(what));
  const namespace = makeNamespace(recorder, models, (failure) => {
    current().fail({ at: 'model', ...failure });
  });
  setProbeGlobals({
    tf: namespace,
    standIn: (name) => {
      standIns.add(name);
      return standIn(name);
    },
    nodeModules,
  });
  scope.tfvis = standIn('tfvis');

  let lastProgress = -Infinity;
  let toldModels = 0;
  for (const [seedIndex, seed] of job.seeds.entries()) {
    if (seedIndex > 0 && now() > deadline) break;
    const start = now();
    const address = addressOf(job.code);
    recorder.startSeed(address.url);
    environment.startSeed();
    standIns.clear();
    seedMathRandom(seed);
    // Scripts of a page know tfjs as a global.
    scope.tf = namespace;
    const realData = new RealData(job.data ?? [], deadline);
    setProbeGlobals({
      registerData: (source, load) => {
        realData.register(source, load);
      },
    });
    seedRun = new SeedRun(recorder, {
      realData,
      steps: job.steps,
      only: job.only,
      deadline,
      progress(step, model) {
        if (seedIndex === 0 && current().measured.length > toldModels && now() - start > firstStepsMs) {
          toldModels = current().measured.length;
          send({ type: 'first-steps', result: resultOf(false) });
        }
        if (now() - lastProgress < progressMs) return;
        lastProgress = now();
        send({ type: 'progress', seedIndex, seeds: job.seeds.length, step, steps: job.steps, model });
      },
      entered(label) {
        send({ type: 'entered', label });
      },
    });
    const resultOf = (isOver: boolean): SeedResult =>
      soFar(current(), { seed, backend: backend.name, durationMs: now() - start }, recorder, isOver);
    keeper.start();
    try {
      await runUserCode(seedRun, address, job);
      meter.settle(undefined);
      seedRun.closeUserCode();
      await trainBuiltModels(seedRun);
    } finally {
      address.release();
      seedRun.ended = true;
    }
    for (const { entry, name, stack, compiledAt } of seedRun.measured)
      if (entry === 'loop') realData.noteUnusable(name, stack, compiledAt);
    seedRun.measuring = false;
    const result = resultOf(true);
    send({
      type: 'seed',
      result: {
        ...result,
        ...(realData.faults.length > 0 && { dataFaults: realData.faults }),
        ...(standIns.size > 0 && { standIns: [...standIns] }),
        leakedTensors: keeper.end(),
        ...(seedRun.expired && { cutShort: true }),
        durationMs: now() - start,
      },
    });
  }
  send({ type: 'done' });
}

/** What a seed has measured; of models that are still training, so many steps as they have taken. */
function soFar(
  seedRun: SeedRun,
  about: Pick<SeedResult, 'seed' | 'backend' | 'durationMs'>,
  recorder: Recorder,
  isOver: boolean,
): SeedResult {
  const { failures, tolerated, turns, trainingMs } = seedRun;
  const measured = seedRun.measured.filter(({ model }) => !model || !seedRun.again.has(model));
  const elsewhere = (subject: MeasuredModel): ReadonlySet<Variable> =>
    new Set(measured.filter((other) => other !== subject).flatMap((other) => [...other.connected]));
  const models = measured.map((subject) => ({
    ...withTolerated(subject.result(elsewhere(subject), isOver), tolerated, turns),
    ...(subject.model && {
      parts: coveredBy(seedRun, subject.model).map((model) => positionsOf(recorder.framesOf(model))),
    }),
  }));
  return { ...about, models, failures, leakedTensors: 0, trainingMs };
}

/** Says of a model that was reached past failures, and on ways that the code itself would not have taken, what these were. */
function withTolerated(model: RawModel, tolerated: readonly string[], turns: readonly string[]): RawModel {
  const more = tolerated.length > 1 ? ` and ${tolerated.length - 1} more` : '';
  return {
    ...model,
    assumed: [
      ...model.assumed,
      ...(turns.length === 0
        ? []
        : [
            `the branch that leads to a model on ${turns.slice(0, mostTurns).join(', ')}${turns.length > mostTurns ? ' and others' : ''}`,
          ]),
      ...(tolerated.length === 0 ? [] : [`passed over what cannot run here: ${tolerated[0]}${more}`]),
    ],
  };
}
