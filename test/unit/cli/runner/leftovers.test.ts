/** Nothing is left in the folder for temporary files, however a probe ends. */

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { createNodeRunner, type NodeRunner } from '../../../../src/cli/runner/node-runner';
import type { ProbeJob } from '../../../../src/probe/protocol/job';
import type { ProbeOutcome } from '../../../../src/probe/protocol/runner';
import { root } from '../../../harness/root';

const endless = "/^(\\w+\\s?)*$/.test('the quick brown fox jumps over the lazy dog again and again and again!');";
const job: ProbeJob = { code: endless, entries: [], steps: 3, seeds: [1], backend: 'auto', timeLimitMs: 60_000 };

describe('temporary files', () => {
  let folder = '';
  let before: string | undefined;
  let runner: NodeRunner;
  beforeEach(() => {
    before = process.env.TMPDIR;
    folder = mkdtempSync(path.join(tmpdir(), 'gradline-leftovers-'));
    process.env.TMPDIR = folder;
    runner = createNodeRunner({ distFolder: path.join(root, 'dist') });
  });
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param entered is called when user code is under way */
  const run = (
    change: Partial<ProbeJob>,
    entered: () => void,
    signal = new AbortController().signal,
  ): Promise<ProbeOutcome> =>
    runner.run(
      { ...job, ...change },
      (event) => {
        if (event.type === 'entered') entered();
      },
      signal,
    );

  it('are gone when a thread is done, and when its time is over', async () => {
    let during: string[] = [];
    const look = (): void => {
      during = readdirSync(folder);
    };
    assert.deepEqual(await run({ code: '' }, look), { status: 'done' });
    assert.equal(during.length, 1, 'the test looks where they are');
    assert.deepEqual(readdirSync(folder), []);
    assert.deepEqual(await run({ timeLimitMs: 1000 }, look), { status: 'time-limit', seconds: 1 });
    assert.deepEqual(readdirSync(folder), []);
  });

  it('are gone when a run is cancelled', async () => {
    const controller = new AbortController();
    const outcome = await run(
      {},
      () => {
        controller.abort();
      },
      controller.signal,
    );
    assert.deepEqual([outcome, readdirSync(folder)], [{ status: 'cancelled' }, []]);
  });

  describe('of the command line', () => {
    let child: ChildProcess;
    const start = async (): Promise<void> => {
      const file = path.join(folder, 'endless.mjs');
      writeFileSync(
        file,
        `import * as tf from '@tensorflow/tfjs';\nexport const model = tf.sequential();\n${endless}\n`,
      );
      child = spawn(process.execPath, [path.join(root, 'dist/cli.js'), 'probe', file], {
        env: { ...process.env, TMPDIR: folder },
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      // The thread has written the module of the first seed.
      while (!readdirSync(folder, { recursive: true }).some((name) => /model-\d+\.mjs$/.test(String(name)))) {
        assert.equal(child.exitCode, null, 'it goes on until it is ended');
        await sleep(20);
      }
    };
    const left = (): string[] => readdirSync(folder).filter((name) => name !== 'endless.mjs');

    it('are gone when a signal ends it', async () => {
      await start();
      child.kill('SIGTERM');
      assert.deepEqual([await once(child, 'exit'), left()], [[null, 'SIGTERM'], []]);
    });

    it('are gone after Ctrl-C, and after a second one', async () => {
      await start();
      child.kill('SIGINT');
      child.kill('SIGINT');
      const [status] = (await once(child, 'exit')) as [number | null];
      assert.ok(status === 130 || status === 2, `exit status ${status}`);
      assert.deepEqual(left(), []);
    });
  });
});
