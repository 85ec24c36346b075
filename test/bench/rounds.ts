/**
 * Times two ways of doing the same in turn, so that whatever else the machine does meets both.
 *
 * What is taken is the process's own processor time: a step is computed in one thread, and other processes shall not count.
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

/** Runs A B, B A, A B, … after one round of each that is not counted. */
export async function inTurn(a: Way, b: Way, rounds: number): Promise<Pair> {
  await time(a);
  await time(b);
  const times: [number, number][] = [];
  for (let round = 0; round < rounds; round++) {
    if (round % 2 === 0) {
      const first = await time(a);
      times.push([first, await time(b)]);
    } else {
      const first = await time(b);
      times.push([await time(a), first]);
    }
  }
  return { a: median(times.map(([t]) => t)), b: median(times.map(([, t]) => t)), ratio: median(times.map(([ta, tb]) => tb / ta)), rounds };
}

async function time({ step, steps }: Way): Promise<number> {
  const start = process.cpuUsage();
  for (let i = 0; i < steps; i++) await step();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000 / steps;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
