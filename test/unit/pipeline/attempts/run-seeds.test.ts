/** The jobs of one file: which seeds and backends run, what is kept, and how progress is shown. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { Progress } from '../../../../src/pipeline/attempts/progress';
import { type Assemble, runSeeds, type SeedRuns } from '../../../../src/pipeline/attempts/run-seeds';
import type { ProbeJob } from '../../../../src/probe/protocol/job';
import type { RawModel, SeedResult } from '../../../../src/probe/protocol/result';
import type { ProbeOutcome, ProbeRunner } from '../../../../src/probe/protocol/runner';
import type { Finding, Severity } from '../../../../src/report/finding';
import type { ModelReport } from '../../../../src/report/report';

const base: ProbeJob = { code: '', entries: [], steps: 10, seeds: [1, 2, 3], backend: 'auto', timeLimitMs: 30_000 };

function rawModel(losses: readonly number[]): RawModel {
  return {
    name: 'm',
    stack: [],
    entry: 'fit',
    assumed: [],
    loss: '',
    optimizer: '',
    learningRate: 0.1,
    data: 'user',
    batchSize: 1,
    losses,
    layers: [],
  };
}

interface Scene {
  /** Losses of a seed on a backend. */
  readonly losses?: (job: ProbeJob, seed: number) => readonly number[];
  /** Whether a seed shows the fault. */
  readonly faulty?: (seed: number) => boolean;
  readonly severity?: Severity;
  readonly durationMs?: number;
  readonly outcomes?: readonly ProbeOutcome[];
  readonly maximum?: number;
  readonly cutShort?: (seed: number) => boolean;
  /** Told before the first seed ends, and once more after it. */
  readonly firstSteps?: boolean;
}

/** Runs the seeds with a runner that answers at once. */
async function play(scene: Scene): Promise<
  SeedRuns & {
    readonly jobs: readonly ProbeJob[];
    readonly fractions: readonly number[];
    readonly texts: readonly string[];
    readonly partials: number;
    readonly firstSteps: readonly (readonly ModelReport[])[];
  }
> {
  const jobs: ProbeJob[] = [];
  const fractions: number[] = [];
  const texts: string[] = [];
  let partials = 0;
  const firstSteps: (readonly ModelReport[])[] = [];
  const runner: ProbeRunner = {
    async run(job, listener) {
      await Promise.resolve();
      jobs.push(job);
      for (const [seedIndex, seed] of job.seeds.entries()) {
        for (const model of ['first', 'second'])
          for (const step of [1, job.steps])
            listener({ type: 'progress', seedIndex, seeds: job.seeds.length, step, steps: job.steps, model });
        const losses = scene.losses?.(job, seed) ?? Array<number>(job.steps).fill(1);
        if (scene.firstSteps) {
          listener({
            type: 'first-steps',
            result: {
              seed,
              backend: 'wasm',
              models: [rawModel(losses.slice(0, 1))],
              failures: [],
              ownFaults: [],
              leakedTensors: 0,
              durationMs: 1,
              trainingMs: 1,
            },
          });
          await sleep(0);
        }
        const result: SeedResult = {
          seed,
          backend: job.backend === 'auto' ? 'wasm' : job.backend,
          models: [rawModel(losses)],
          failures: [],
          ownFaults: [],
          leakedTensors: 0,
          durationMs: scene.durationMs ?? 10,
          trainingMs: 5,
        };
        listener({ type: 'seed', result: scene.cutShort?.(seed) ? { ...result, cutShort: true } : result });
      }
      return scene.outcomes?.[jobs.length - 1] ?? { status: 'done' };
    },
  };
  const assemble: Assemble = (results) => {
    const seeds = results.map(({ seed }) => seed);
    const showing = seeds.filter((seed) => scene.faulty?.(seed));
    const finding = { severity: scene.severity ?? 'warning', seeds: showing } as unknown as Finding;
    return Promise.resolve([{ seeds, findings: showing.length > 0 ? [finding] : [] } as unknown as ModelReport]);
  };
  const runs = await runSeeds(
    base,
    scene.maximum ?? 10,
    runner,
    assemble,
    {
      progress: new Progress(({ fraction, text }) => {
        fractions.push(fraction);
        texts.push(text);
      }, true),
      partial: () => {
        partials++;
      },
      firstSteps: (models) => {
        firstSteps.push(models);
      },
      log: () => undefined,
    },
    new AbortController().signal,
  );
  return { ...runs, jobs, fractions, texts, partials, firstSteps };
}

const seedsOf = ({ results }: SeedRuns): number[] => results.map(({ seed }) => seed);

describe('pipeline: first steps', () => {
  it('are told of the first seed alone, without findings', async () => {
    const { firstSteps, partials } = await play({ firstSteps: true, faulty: () => true });
    assert.deepEqual(firstSteps, [[{ seeds: [1], findings: [] }]]);
    assert.equal(partials, 3);
  });
});

describe('pipeline: more seeds', () => {
  it('stays with the seeds asked for where they agree', async () => {
    for (const faulty of [() => true, () => false]) assert.deepEqual(seedsOf(await play({ faulty })), [1, 2, 3]);
  });

  it('goes on to ten where some seeds show a fault and others do not', async () => {
    const runs = await play({ faulty: (seed) => seed % 2 === 0 });
    assert.deepEqual(seedsOf(runs), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    assert.match(runs.texts.at(-1) ?? '', /^second, seed 10 of 10 \(the first 3 disagree\), step 10 of 10$/);
  });

  it('does not for information', async () => {
    assert.deepEqual(seedsOf(await play({ faulty: (seed) => seed === 2, severity: 'information' })), [1, 2, 3]);
  });

  it('keeps to a maximum that is given', async () => {
    assert.deepEqual(seedsOf(await play({ faulty: (seed) => seed === 2, maximum: 3 })), [1, 2, 3]);
  });

  it('runs no more of them than the time limit allows, and drops one that was cut short', async () => {
    // 27 s may be used, 15 s are: 0.7 of the other 12 s hold one seed of 5 s.
    const one = await play({ faulty: (seed) => seed === 2, durationMs: 5000 });
    assert.deepEqual(seedsOf(one), [1, 2, 3, 4]);
    assert.equal(one.jobs[1].timeLimitMs, 12_000);
    assert.deepEqual(seedsOf(await play({ faulty: (seed) => seed === 2, durationMs: 9000 })), [1, 2, 3]);
    assert.deepEqual(
      seedsOf(await play({ faulty: (seed) => seed === 2, durationMs: 5000, cutShort: (seed) => seed === 4 })),
      [1, 2, 3],
    );
  });

  it('ends where the first job did not end by itself, and says cancelled whenever it was', async () => {
    const late: ProbeOutcome = { status: 'time-limit', seconds: 30 };
    const ended = await play({ faulty: (seed) => seed === 2, outcomes: [late] });
    assert.deepEqual([ended.jobs.length, ended.outcome], [1, late]);
    const cancelled = await play({
      faulty: (seed) => seed === 2,
      outcomes: [{ status: 'done' }, { status: 'cancelled' }],
    });
    assert.deepEqual(cancelled.outcome, { status: 'cancelled' });
    const overrun = await play({ faulty: (seed) => seed === 2, outcomes: [{ status: 'done' }, late] });
    assert.deepEqual(overrun.outcome, { status: 'done' });
  });

  it('tells progress that never goes back and stays below one', async () => {
    const { fractions } = await play({
      faulty: (seed) => seed === 2,
      losses: (job) => (job.backend === 'cpu' ? [1, 1] : [1, NaN]),
    });
    assert.deepEqual(
      [...fractions].sort((a, b) => a - b),
      fractions,
    );
    assert.ok(fractions[0] === 0 && (fractions.at(-1) ?? 1) < 1);
  });
});

describe('pipeline: numbers that are not finite', () => {
  const nan = (from: number, length = 10): number[] => Array.from({ length }, (_, step) => (step < from ? 1 : NaN));

  it('are computed again on cpu, in the earliest seed and a few steps beyond', async () => {
    const runs = await play({
      losses: (job, seed) => (job.backend === 'cpu' ? Array<number>(job.steps).fill(1) : nan(seed === 2 ? 1 : 3)),
    });
    assert.deepEqual(
      runs.jobs.map(({ backend, seeds, steps }) => [backend, seeds, steps]),
      [
        ['auto', [1, 2, 3], 10],
        ['cpu', [2], 7],
      ],
    );
    assert.deepEqual([...runs.faults.values()], [{ backend: 'wasm', finiteOn: 'cpu', seed: 2, step: 1, steps: 7 }]);
    assert.deepEqual(seedsOf(runs), [1, 2, 3], 'what cpu computed is for comparison only');
  });

  it("are the model's where cpu has them too, a step later or nearly", async () => {
    for (const onCpu of [nan(1), nan(3), [1, 1e20, ...nan(0, 8)], [1, 1e19, 3e19, 1, 1, 1, 1], [1, 1]]) {
      const { faults } = await play({ losses: (job) => (job.backend === 'cpu' ? onCpu : nan(1)) });
      assert.equal(faults.size, 0, JSON.stringify(onCpu));
    }
  });

  it('are not looked into where all is finite', async () => {
    assert.equal((await play({})).jobs.length, 1);
  });
});
