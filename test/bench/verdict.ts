/** Measures what a whole verdict costs, from text to findings, against training the model without Gradline. */

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

import type { Bundler } from '../../src/bundle/bundle';
import { diskFiles } from '../../src/cli/files/disk-files';
import { nodeBundler } from '../../src/cli/runner/node-bundler';
import { createNodeRunner } from '../../src/cli/runner/node-runner';
import { probeFile } from '../../src/pipeline/probe-file';
import type { ProbeRunner } from '../../src/probe/protocol/runner';
import type { PlainRuns } from './plain-thread.main';
import { inTurn, type Pair, processorTime } from './rounds';

const root = path.join(__dirname, '../../..');
const dist = path.join(root, 'dist');
export const verdictSample = 'media/samples/deep-sigmoid-mlp.ts';
export const seeds = [1, 2, 3];
export const steps = 30;

function wasmBytes(): ArrayBuffer {
  return new Uint8Array(readFileSync(path.join(dist, 'tfjs-backend-wasm-simd.wasm'))).buffer;
}

/** Times plain trainings in a thread that has already loaded tfjs, as the probe's thread has when it is `ready`. */
async function plain(): Promise<number> {
  const worker = new Worker(path.join(__dirname, 'plain-thread.main.js'));
  const said = (): Promise<unknown> =>
    new Promise((resolve, reject) => worker.once('message', resolve).once('error', reject));
  await said();
  const start = processorTime();
  const runs: PlainRuns = { wasm: wasmBytes(), seeds, steps };
  worker.postMessage(runs);
  await said();
  const end = processorTime();
  await worker.terminate();
  return end - start;
}

/** Times one probe of the sample without the loading of tfjs, which the editor does ahead of the click. */
async function verdict(bundler: Bundler): Promise<number> {
  const inThreads = createNodeRunner({ distFolder: dist });
  let loading = 0;
  const runner: ProbeRunner = {
    run(job, listener, signal) {
      const start = processorTime();
      return inThreads.run(
        job,
        (event) => {
          if (event.type === 'ready') loading += processorTime() - start;
          listener(event);
        },
        signal,
      );
    },
  };
  const start = processorTime();
  const nothing = (): undefined => undefined;
  const { models, errors } = await probeFile(
    path.join(root, verdictSample),
    { bundler, runner, files: diskFiles },
    { seeds, steps, backend: 'wasm', timeLimitSeconds: 600 },
    { progress: nothing, partial: nothing, log: nothing },
    new AbortController().signal,
  );
  const end = processorTime();
  if (errors.length > 0 || models[0].losses.some((losses) => losses.length !== steps))
    throw new Error(`The sample was not probed in full: ${JSON.stringify(errors)}`);
  return end - start - loading;
}

/** Measures the plain runs (`a`) and the verdict (`b`), in milliseconds of processor time. */
export async function measureVerdict(rounds: number): Promise<Pair> {
  const bundler = await nodeBundler(dist);
  return inTurn(plain, () => verdict(bundler), rounds);
}
