/** Runs the built command line in a folder, as a person would. */

import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { root } from '../../harness/root';

export interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The process that the calls share, by its process: each test file is a bundle, whose modules begin anew. */
interface Shared {
  process?: ChildProcess;
  /** Settled when the call that runs now, if any, has ended. */
  last: Promise<unknown>;
}

const key = Symbol.for('gradline.tests.command');
const shared = ((globalThis as { [key]?: Shared })[key] ??= { last: Promise.resolve() });

/**
 * Calls share a process that stays warm: a fresh one loads the parser and esbuild, with which
 * `time node dist/cli.js probe FILE --steps 2 --seeds 1` takes 1.8 s of processor time, and a further call 0.6 s. What
 * happens to a process (signals, its end, temporary files) is for tests that start one of their own.
 *
 * @param words all that follows `gradline`
 */
export function gradline(folder: string, words: readonly string[]): Promise<Ended> {
  const call = shared.last.then(() => run(folder, words));
  shared.last = call.catch(() => undefined);
  return call;
}

function run(folder: string, words: readonly string[]): Promise<Ended> {
  const warm = (shared.process ??= start());
  return new Promise<Ended>((resolve, reject) => {
    const fail = (status: number | null): void => {
      reject(new Error(`gradline ${words.join(' ')} ended its process, with status ${status}`));
    };
    warm.once('exit', fail);
    warm.once('message', (ended: Ended) => {
      warm.off('exit', fail);
      resolve(ended);
    });
    warm.send({ folder, words });
  });
}

function start(): ChildProcess {
  const started = fork(path.join(root, 'test/unit/cli/warm-process.mjs'), [path.join(root, 'dist/cli.js')], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  started.once('exit', () => {
    if (shared.process === started) delete shared.process;
  });
  // It ends when this process does, and never keeps it from ending.
  started.unref();
  started.channel?.unref();
  return started;
}

/** What keeps a probe short where only what it says counts. */
export const quickly: readonly string[] = ['--steps', '2', '--seeds', '1', '--fail-on', 'never'];
