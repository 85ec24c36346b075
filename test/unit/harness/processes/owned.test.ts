/** Tests that whatever ends a harness command, no process and no temporary folder of it is left. */

import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../../../harness/root';

const owner = path.join(root, 'out/test/unit/harness/processes/owner.main.js');
const mocha = path.join(root, 'node_modules/mocha/bin/mocha.js');
const limitMs = 30_000;

/** Starts another process and waits forever; both print their process id. */
const twoProcesses = `
  console.log('process ' + process.pid);
  setInterval(() => undefined, 1000);
  if (process.argv[2] !== 'inner') require('node:child_process').fork(__filename, ['inner']);`;
/** A test that never ends, in a worker of mocha. */
const endlessTest = `
  console.log('process ' + process.pid);
  it('does not end', (done) => { setInterval(() => undefined, 1000); }).timeout(0);`;
/** Prints its process id, then finishes a test now and then for three seconds, then hangs. */
const slowTests = `
  console.log('process ' + process.pid);
  for (let i = 0; i < 6; i++) it('takes a while ' + i, (done) => { setTimeout(done, 500); });
  it('does not end', (done) => { setInterval(() => undefined, 1000); }).timeout(0);`;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition: () => boolean, what: () => string): Promise<void> {
  const end = Date.now() + limitMs;
  while (!condition()) {
    assert.ok(Date.now() < end, what());
    await sleep(50);
  }
}

/** A running owner, and what it has said so far. */
class Run {
  readonly lines: string[] = [];

  constructor(readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      if (stream) createInterface({ input: stream }).on('line', (line) => this.lines.push(line));
  }

  #said(word: string): string[] {
    return this.lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.slice(word.length + 1));
  }

  get processes(): number[] {
    return this.#said('process').map(Number);
  }

  /** Waits until the owner and the given number of its descendants run. */
  async hasStarted(descendants: number): Promise<void> {
    const expected = descendants + 1;
    await until(
      () => new Set(this.processes).size === expected,
      () => `${this.processes.length} of ${expected} processes started:\n${this.lines.join('\n')}`,
    );
    assert.ok(existsSync(this.#said('folder')[0]));
    assert.deepEqual(
      this.processes.filter((pid) => !isAlive(pid)),
      [],
    );
  }

  async leavesNothing(): Promise<void> {
    await until(
      () => !this.processes.some(isAlive) && !existsSync(this.#said('folder')[0]),
      () => `still there: ${this.processes.filter(isAlive).join(', ')} ${this.#said('folder').join()}`,
    );
  }
}

describe('owned processes', function () {
  this.timeout(2 * limitMs);
  let folder: string;
  let runs: Run[];

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gradline-owned-test-'));
    runs = [];
  });

  afterEach(() => {
    for (const { child, processes } of runs) {
      child.kill('SIGKILL');
      for (const pid of processes.filter(isAlive)) process.kill(pid, 'SIGKILL');
    }
    rmSync(folder, { recursive: true });
  });

  function write(name: string, text: string): string {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  }

  function start(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Run {
    const [file = '', ...rest] = words;
    // What mocha and npm say to their children is not meant for this owner.
    const env = { ...process.env, MOCHA_WORKER_ID: undefined, npm_lifecycle_event: undefined, ...environment };
    const run = new Run(spawn(file, rest, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] }));
    runs.push(run);
    return run;
  }

  const ownerOf = (idleMs: number, ...words: readonly string[]): string[] => [
    process.execPath,
    owner,
    String(idleMs),
    ...words,
  ];

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const) {
    it(`end with their owner by ${signal}`, async () => {
      const run = start(ownerOf(limitMs, write('two.cjs', twoProcesses)));
      await run.hasStarted(2);
      run.child.kill(signal);
      await run.leavesNothing();
    });
  }

  it('end when the shell that started their owner is killed', async () => {
    const command = ownerOf(limitMs, write('two.cjs', twoProcesses));
    const run = start(['sh', '-c', '"$@"; true', 'sh', ...command]);
    await run.hasStarted(2);
    run.child.kill('SIGKILL');
    await run.leavesNothing();
  });

  it('end when the npm is killed that started their owner through a shell', async () => {
    const command = ownerOf(limitMs, write('two.cjs', twoProcesses));
    // The outer shell stands for npm: it has a shell run the script.
    const npm = `sh -c '"$@"; true' sh "$@"; true`;
    const run = start(['sh', '-c', npm, 'sh', ...command], { npm_lifecycle_event: 'test' });
    await run.hasStarted(2);
    run.child.kill('SIGKILL');
    await run.leavesNothing();
  });

  it('end with the workers of mocha', async () => {
    const files = [write('one.test.cjs', endlessTest), write('other.test.cjs', endlessTest)];
    const run = start(ownerOf(limitMs, mocha, '--parallel', '--jobs', '2', ...files));
    await run.hasStarted(2);
    run.child.kill('SIGKILL');
    await run.leavesNothing();
  });

  it('end when they show no progress, and not before', async () => {
    const idleLimitMs = 8_000;
    const hook = path.join(root, 'test/harness/commands/mark-finished-tests.mjs');
    const files = [write('one.test.cjs', slowTests), write('other.test.cjs', slowTests)];
    // The reporter of mocha's parallel mode prints nothing before a file has ended; finished tests count as progress.
    const run = start(ownerOf(idleLimitMs, mocha, '--require', hook, '--parallel', '--jobs', '2', ...files));
    await run.hasStarted(2);
    const started = Date.now();
    const status = await new Promise((resolve) => run.child.on('close', resolve));
    assert.equal(status, 1);
    assert.ok(
      run.lines.some((line) => line.includes('no progress')),
      run.lines.join('\n'),
    );
    assert.ok(Date.now() - started > idleLimitMs + 2_000, 'the limit counts from the last test that finished');
    await run.leavesNothing();
  });
});
