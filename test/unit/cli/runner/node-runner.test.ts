/** The runner of worker threads: when its time limit begins, and that it ends what does not end by itself. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { createNodeRunner } from '../../../../src/cli/runner/node-runner';
import type { ProbeJob } from '../../../../src/probe/protocol/job';
import type { ProbeOutcome } from '../../../../src/probe/protocol/runner';

const job: ProbeJob = { code: '', entries: [], steps: 3, seeds: [1], backend: 'auto', timeLimitMs: 300 };

describe('node runner', () => {
  let distFolder = '';
  before(() => {
    distFolder = mkdtempSync(path.join(tmpdir(), 'gradline-runner-'));
    writeFileSync(path.join(distFolder, 'tfjs-backend-wasm-simd.wasm'), '');
  });
  after(() => {
    rmSync(distFolder, { recursive: true, force: true });
  });

  /** @param thread what stands in for the probe's thread */
  function run(thread: string): Promise<ProbeOutcome> {
    writeFileSync(
      path.join(distFolder, 'probe-thread.js'),
      `const { parentPort } = require('node:worker_threads');\n${thread}`,
    );
    return createNodeRunner({ distFolder }).run(job, () => undefined, new AbortController().signal);
  }

  it('starts the time limit only when the thread is ready', async () => {
    const outcome = await run(
      "setTimeout(() => { parentPort.postMessage({ type: 'ready' }); parentPort.postMessage({ type: " +
        "'done' }); }, 900);",
    );
    assert.deepEqual(outcome, { status: 'done' });
  });

  it('hands on what the second thread compiled, and takes nothing that a thread was not asked for', async () => {
    const given: unknown[] = [];
    writeFileSync(
      path.join(distFolder, 'probe-thread.js'),
      `const { parentPort, workerData } = require('node:worker_threads');
      parentPort.postMessage({ type: 'ready' });
      parentPort.postMessage({ type: 'given', ...workerData });
      for (const code of ['asked', 'forged']) parentPort.postMessage({ type: 'compiled', code });
      parentPort.postMessage({ type: 'done' });`,
    );
    const runner = createNodeRunner({ distFolder });
    const listen = (event: object): void => {
      if ('sendsCompiled' in event && 'compiled' in event) given.push([event.sendsCompiled, event.compiled]);
      assert.ok(!('code' in event));
    };
    for (let i = 0; i < 3; i++) await runner.run(job, listen, new AbortController().signal);
    assert.deepEqual(given, [
      [false, undefined],
      [true, undefined],
      [false, 'asked'],
    ]);
  });

  it('ends a thread that goes on beyond the limit', async () => {
    assert.deepEqual(await run("parentPort.postMessage({ type: 'ready' }); for (;;);"), {
      status: 'time-limit',
      seconds: 0.3,
    });
  });
});
