/**
 * Times two ways to do the same thing by turns, so that other work on the machine slows both.
 *
 * The time is the process's own processor time, so that other processes do not count; a step runs in a single thread.
 */

export interface Pair {
  /** Medians over the rounds, in milliseconds of processor time a step. */
  readonly a: number;
  readonly b: number;
  /** Median over the rounds of b's time divided by a's of the same round. */
  readonly ratio: number;
  readonly rounds: number;
}

export interface Way {
  /** One training step. */
  readonly step: () => Promise<unknown>;
  /** Steps of one round. */
  readonly steps: number;
}

/** Runs one round and returns its time in milliseconds of processor time. */
export type Measure = () => Promise<number>;

/** Measures A B, B A, A B, …, after one round of each that does not count. */
export async function inTurn(a: Measure, b: Measure, rounds: number): Promise<Pair> {
  await a();
  await b();
  const times: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await a();
      times.push([first, await b()]);
    } else {
      const first = await b();
      times.push([await a(), first]);
    }
  }
  return {
    a: median(times.map(([t]) => t)),
    b: median(times.map(([, t]) => t)),
    ratio: median(times.map(([ta, tb]) => tb / ta)),
    rounds,
  };
}

/** Makes a measure of one step's time, as the mean over a round. */
export function timed({ step, steps }: Way): Measure {
  return async () => {
    const start = processorTime();
    for (let i = 0; i < steps; i++) await step();
    return (processorTime() - start) / steps;
  };
}

/** Milliseconds of processor time that this process has used so far, over all its threads. */
export function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
