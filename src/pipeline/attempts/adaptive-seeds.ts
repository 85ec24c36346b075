/** Decides on more seeds: where the first ones disagree, three are too few to say how often a fault shows. */

import type { SeedResult } from '../../probe/protocol/result';
import type { ModelReport } from '../../report/report';

/** Seeds of a probe at most: enough to tell "in 5 of 10 seeds" from "in 9 of 10". */
export const maximumSeeds = 10;

/** Share of the time that is left which further seeds may be expected to need: what others on the machine do may slow them down. */
const safeShare = 0.7;

/** True where some seeds show a fault of a model and others don't. Information is no fault. */
export function seedsDisagree(models: readonly ModelReport[]): boolean {
  return models.some(({ findings, seeds }) =>
    findings.some((finding) => finding.severity !== 'information' && finding.seeds.length < seeds.length),
  );
}

/**
 * The seeds to run after those that have ended: the numbers that follow the largest, up to `maximum` in all, and no more than fit into the time.
 *
 * @param remainingMs what is left of the file's time limit
 * @returns empty where nothing is to be learned from more of them, or no time is left
 */
export function furtherSeeds(
  models: readonly ModelReport[],
  ended: readonly SeedResult[],
  remainingMs: number,
  maximum: number,
): number[] {
  if (ended.length < 2 || !seedsDisagree(models)) return [];
  const slowest = Math.max(...ended.map(({ durationMs }) => durationMs));
  const affordable = Math.floor((remainingMs * safeShare) / Math.max(slowest, 1));
  const next = Math.max(...ended.map(({ seed }) => seed)) + 1;
  return Array.from({ length: Math.max(0, Math.min(maximum - ended.length, affordable)) }, (_, index) => next + index);
}
