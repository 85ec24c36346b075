/** Runs one step of `npm test` as a process of its own, counts its tests, and stops it when it falls silent. */

import path from 'node:path';
import { createInterface } from 'node:readline';
import { IdleLimit } from '../processes/idle-limit';
import { spawnOwned } from '../processes/owned';
import { root } from '../root';
import { countLine, noCounts, type Counts } from './mocha-counts';

export interface Step {
  readonly name: string;
  /** A script for Node, with its arguments. */
  readonly words: readonly string[];
  /** Whether mocha runs in this step, so that tests must be counted. */
  readonly tests?: boolean;
}

export interface StepEnd {
  readonly ok: boolean;
  readonly counts: Counts;
}

/** A step that prints no line and finishes no test for this long is stopped. */
const idleLimitMs = 10 * 60_000;

/** A line that says that a test has finished: `mark-finished-tests.mjs` prints it, and `startStep` does not show it. */
const finishedTest = '\u2063finished\u2063';

/** Mocha's words for a run whose finished tests count as progress, also those that mocha's reporter holds back. */
export const markFinishedTests = ['--require', path.join(root, 'test/harness/commands/mark-finished-tests.mjs')];

export interface RunningStep {
  readonly ended: Promise<StepEnd>;
  /** Kills the step with all that it started; it then ends as one that failed. */
  readonly stop: () => void;
}

/** @param print gets each line that the step prints, and why it was stopped */
export function startStep(step: Step, print: (line: string) => void, limitMs = idleLimitMs): RunningStep {
  const { child, ended, stop } = spawnOwned(process.execPath, step.words, {
    cwd: root,
    env: { ...process.env, GRADLINE_FINISHED_TEST: finishedTest },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const limit = new IdleLimit(limitMs, () => {
    print(`${step.name}: no progress for ${limitMs / 60_000} minutes; stopped.`);
    stop();
  });
  let counts = noCounts;
  if (child.stdout)
    createInterface({ input: child.stdout }).on('line', (line) => {
      limit.progress();
      if (line === finishedTest) return;
      counts = countLine(counts, line);
      print(line);
    });
  const end = async (): Promise<StepEnd> => {
    const status = await ended.finally(() => {
      limit.stop();
    });
    const ranNone = step.tests === true && status === 0 && counts.passed === 0;
    if (ranNone) print(`${step.name}: not one test passed.`);
    return { ok: status === 0 && !ranNone, counts };
  };
  return { ended: end(), stop };
}
