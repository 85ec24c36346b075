/**
 * Runs a seed with numbers that are not finite again on tfjs's cpu backend, to tell a fault of the model from one of
 * the backend.
 */

import type { RawModel, SeedResult } from '../../probe/protocol/result';
import type { BackendFault } from '../../report/report';
import { modelKeys } from '../assembly/model-keys';

const reference = 'cpu';
/** The cpu backend takes this many more steps, because a training may overflow a step or two later there. */
const stepsBeyond = 5;
/**
 * Square root of the largest float32. Beyond it squares overflow, and the order of a sum decides which backend
 * overflows first.
 */
const nearOverflow = 1.8e19;

/** A model whose numbers were not finite, with the earliest such step of all seeds. */
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

/** The seeds and steps to run on the cpu backend; undefined where every number is finite. */
export function planBackendCheck(results: readonly SeedResult[], steps: number): BackendCheck | undefined {
  const earliest = new Map<string, Suspect>();
  for (const result of results) {
    if (result.backend === reference) continue;
    const keys = modelKeys(result);
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
 * Compares with the results of the same seeds on the cpu backend.
 *
 * @returns by site key, the fault of each model that is finite there. A model is left out where the cpu backend ran too
 *   few steps, or where both backends came near the limit of float32
 */
export function judgeBackend(check: BackendCheck, onReference: readonly SeedResult[]): Map<string, BackendFault> {
  const faults = new Map<string, BackendFault>();
  for (const { key, seed, step, backend } of check.suspects) {
    const result = onReference.find((candidate) => candidate.seed === seed && candidate.backend === reference);
    const model = result?.models[modelKeys(result).indexOf(key)];
    if (!model || model.losses.length < check.steps) continue;
    const numbers = model.losses.flatMap((_, at) => numbersOf(model, at));
    if (!numbers.every(Number.isFinite)) continue;
    // In the first step both backends start from the same numbers, so that even large ones count.
    if (step > 0 && numbers.some((value) => Math.abs(value) > nearOverflow)) continue;
    faults.set(key, { backend, finiteOn: reference, seed, step, steps: check.steps });
  }
  return faults;
}
