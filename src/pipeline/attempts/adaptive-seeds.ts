/** Adds seeds where the first ones disagree: three are too few to say how often a fault occurs. */

import type { SeedResult } from '../../probe/protocol/result';
import type { ModelReport } from '../../report/report';

/** The most seeds of a probe: enough to tell "in 5 of 10 seeds" from "in 9 of 10". */
export const maximumSeeds = 10;

/** Further seeds are planned for this share of the remaining time, because other programs may slow them down. */
const safeShare = 0.7;

/** Whether some seeds show a warning or an error for a model and others do not. */
export function seedsDisagree(models: readonly ModelReport[]): boolean {
  return models.some(({ findings, seeds }) =>
    findings.some((finding) => finding.severity !== 'information' && finding.seeds.length < seeds.length),
  );
}

/**
 * The seeds to run after those that have ended: the next numbers, up to `maximum` seeds in all, and as many as the time
 * allows.
 *
 * @param remainingMs the rest of the file's time limit
 * @returns empty where the seeds agree, or no time is left
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
