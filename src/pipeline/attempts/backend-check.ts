/** Finds out whether a number that is not finite is the model's or the backend's: the same seed once more on tfjs's plain cpu backend. */

import type { RawModel, SeedResult } from '../../probe/protocol/result';
import type { BackendFault } from '../../report/report';
import { siteKeys } from '../assembly/same-model';

const reference = 'cpu';
/** Steps that the other backend goes on for: a training that leaves the range of numbers may do so a step or two later there. */
const stepsBeyond = 5;
/** Square root of the largest float32: beyond it squares overflow, and the order of a sum decides which backend is the first to lose its numbers. */
const nearOverflow = 1.8e19;

/** A model that was not finite, at its earliest step over all seeds. */
interface Suspect {
  readonly key: string;
  readonly seed: number;
  readonly step: number;
  readonly backend: string;
}

export interface BackendCheck {
  readonly suspects: readonly Suspect[];
  readonly seeds: readonly number[];
  readonly steps: number;
}

/** The step's loss, the gradients that arrive at layers and weights, and the sizes of the weights before it. */
function numbersOf(model: RawModel, step: number): number[] {
  return [
    model.losses[step],
    ...model.layers.flatMap((layer) => [
      layer.outputGradientL2[step],
      ...layer.weights
        .filter(({ trainable }) => trainable)
        .flatMap((weight) => [weight.gradientL2[step], weight.l2[step]]),
    ]),
  ];
}

function firstBadStep(model: RawModel): number {
  return model.losses.findIndex((_, step) => !numbersOf(model, step).every(Number.isFinite));
}

/** What to run on the cpu backend, if anything. */
export function planBackendCheck(results: readonly SeedResult[], steps: number): BackendCheck | undefined {
  const earliest = new Map<string, Suspect>();
  for (const result of results) {
    if (result.backend === reference) continue;
    const keys = siteKeys(result);
    result.models.forEach((model, index) => {
      const step = firstBadStep(model);
      const known = earliest.get(keys[index]);
      if (step >= 0 && (known === undefined || step < known.step))
        earliest.set(keys[index], { key: keys[index], seed: result.seed, step, backend: result.backend });
    });
  }
  const suspects = [...earliest.values()];
  if (suspects.length === 0) return undefined;
  return {
    suspects,
    seeds: [...new Set(suspects.map(({ seed }) => seed))],
    steps: Math.min(steps, Math.max(...suspects.map(({ step }) => step)) + 1 + stepsBeyond),
  };
}

/**
 * Compares with what the cpu backend made of the same seeds.
 * @returns the fault for each model (by site key) that is finite there; nothing where the cpu backend did not get as far, or where both stood at the edge of float32
 */
export function judgeBackend(check: BackendCheck, onReference: readonly SeedResult[]): Map<string, BackendFault> {
  const faults = new Map<string, BackendFault>();
  for (const { key, seed, step, backend } of check.suspects) {
    const result = onReference.find((candidate) => candidate.seed === seed && candidate.backend === reference);
    const model = result?.models[siteKeys(result).indexOf(key)];
    if (!model || model.losses.length < check.steps) continue;
    const numbers = model.losses.flatMap((_, at) => numbersOf(model, at));
    if (!numbers.every(Number.isFinite)) continue;
    // In the very first step both started from the same numbers.
    if (step > 0 && numbers.some((value) => Math.abs(value) > nearOverflow)) continue;
    faults.set(key, { backend, finiteOn: reference, seed, step, steps: check.steps });
  }
  return faults;
}
