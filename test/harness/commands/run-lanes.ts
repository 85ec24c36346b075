/** Runs lanes of steps side by side, and shows their output as if they ran one after another. */

import { say, secondsSince } from '../say';
import { addCounts, noCounts, type Counts } from './mocha-counts';
import { startStep, type RunningStep, type Step } from './run-step';

/** Steps that run one after another. */
export type Lane = readonly Step[];

export interface LanesEnd {
  readonly counts: Counts;
  /** The name of the step that failed. */
  readonly failed: string | undefined;
}

/** Holds the lines of a lane back until it is the lane's turn. */
class Turn {
  #held: string[] = [];
  #state: 'waiting' | 'come' | 'over' = 'waiting';

  constructor(private readonly show: (line: string) => void) {}

  readonly print = (line: string): void => {
    if (this.#state === 'come') this.show(line);
    else if (this.#state === 'waiting') this.#held.push(line);
  };

  come(): void {
    if (this.#state !== 'waiting') return;
    this.#state = 'come';
    this.#held.forEach(this.show);
  }

  /** Shows nothing more. */
  end(): void {
    this.#state = 'over';
  }
}

/**
 * Runs each lane's steps in turn, and the lanes side by side. The lines of a lane are held back until the lanes before
 * it have ended. The first step that fails stops all the others, and only its lane is shown from then on.
 */
export async function runLanes(lanes: readonly Lane[], show: (line: string) => void = say): Promise<LanesEnd> {
  const turns = lanes.map(() => new Turn(show));
  const unfinished = new Set(lanes.keys());
  const running = new Set<RunningStep>();
  let counts = noCounts;
  let failed: string | undefined;

  const fail = (step: Step, lane: number): void => {
    failed = step.name;
    for (const other of running) other.stop();
    for (const [i, turn] of turns.entries()) if (i !== lane) turn.end();
    turns[lane].come();
  };
  const letNextSpeak = (): void => {
    for (const [i, turn] of turns.entries()) {
      turn.come();
      if (unfinished.has(i)) return;
    }
  };
  const runLane = async (steps: Lane, lane: number): Promise<void> => {
    const { print } = turns[lane];
    for (const step of steps) {
      const started = Date.now();
      print(`\n── ${step.name}`);
      const run = startStep(step, print);
      running.add(run);
      const end = await run.ended;
      running.delete(run);
      if (failed !== undefined) return;
      counts = addCounts(counts, end.counts);
      print(`── ${step.name}: ${end.ok ? 'ok' : 'FAILED'} after ${secondsSince(started)}`);
      if (end.ok) continue;
      fail(step, lane);
      return;
    }
    unfinished.delete(lane);
    letNextSpeak();
  };

  turns.at(0)?.come();
  await Promise.all(lanes.map(runLane));
  return { counts, failed };
}
