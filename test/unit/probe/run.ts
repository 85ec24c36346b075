/** Runs a hand-written bundle through the real node runner and gathers what it says. */

import assert from 'node:assert/strict';
import type { ProbeEvent } from '../../../src/probe/protocol/events';
import type { ProbeJob } from '../../../src/probe/protocol/job';
import type { RawLayer, RawModel, SeedResult } from '../../../src/probe/protocol/result';
import type { ProbeOutcome } from '../../../src/probe/protocol/runner';
import { probeGlobalText } from '../../../src/report/probe-globals';
import { sharedRunner } from '../shared-by-process';

export interface Run {
  readonly outcome: ProbeOutcome;
  readonly seeds: readonly SeedResult[];
  readonly events: readonly ProbeEvent[];
}

/** tfjs as a bundle gets it. */
export const head = `const tf = ${probeGlobalText('tf')};\n`;

export async function probe(
  code: string,
  options: Partial<ProbeJob> = {},
  signal = new AbortController().signal,
): Promise<Run> {
  const events: ProbeEvent[] = [];
  const job: ProbeJob = {
    code: head + code,
    entries: [],
    steps: 5,
    seeds: [1],
    backend: 'wasm',
    timeLimitMs: 60_000,
    ...options,
  };
  const outcome = await sharedRunner().run(
    job,
    (event) => {
      events.push(event);
    },
    signal,
  );
  return { outcome, events, seeds: events.flatMap((event) => (event.type === 'seed' ? [event.result] : [])) };
}

/** Runs a bundle that has to yield exactly one model, without failures or leaks. */
export async function probeOne(code: string, options: Partial<ProbeJob> = {}): Promise<RawModel> {
  const { outcome, seeds, events } = await probe(code, options);
  assert.deepEqual(outcome, { status: 'done' }, JSON.stringify(events.at(-1)));
  assert.deepEqual(seeds[0].failures, []);
  assert.equal(seeds[0].leakedTensors, 0);
  assert.equal(seeds[0].models.length, 1);
  return seeds[0].models[0];
}

export function layerOf(model: RawModel, className: string): RawLayer {
  const layer = model.layers.find((candidate) => candidate.className === className);
  assert.ok(layer, `no ${className} among ${model.layers.map((candidate) => candidate.className).join(', ')}`);
  return layer;
}

/** Asserts that two numbers agree to a relative tolerance. */
export function assertClose(actual: number, expected: number, tolerance: number, what: string): void {
  const error = Math.abs(actual - expected) / Math.max(Math.abs(expected), 1e-30);
  assert.ok(error <= tolerance, `${what}: ${actual} against ${expected}, relative error ${error.toExponential(2)}`);
}
