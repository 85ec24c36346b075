/** The update against the weight, as both update rules read it: the middle kernel of the model, so that one odd layer does not decide. */

import type { Facts, SeedFacts } from './facts';
import { isTrainable } from './graph';
import { median } from './statistics';

/** For each step of a seed the median over all trainable kernels of ‖change‖ / ‖weight‖; biases start at zero and are left out. */
export function updateRatios(facts: Facts, seed: SeedFacts): number[] {
  const kernels = facts.model.layers.filter(isTrainable).flatMap((layer) => layer.weights.filter((w) => w.trainable && w.shape.length >= 2));
  return Array.from({ length: seed.steps }, (_, step) => median(kernels.map((w) => w.updateRatio[seed.index]?.[step] ?? Number.NaN)));
}

/** Whether the learning rate is the user's own; one that was made up to call their builder is nothing to judge. */
export function hasOwnLearningRate(facts: Facts): boolean {
  return !facts.model.assumed.some((text) => /learning ?rate|\blr\b/i.test(text));
}

/** Optimizers that divide by the gradient's own size. */
export function isAdaptive(optimizer: string): boolean {
  return /adam|rmsprop|adagrad|adadelta/i.test(optimizer);
}
