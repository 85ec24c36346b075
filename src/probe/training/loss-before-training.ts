/** Computes the loss of a batch as a training step would, without the step. */

import { scalarOf } from '../measuring/norms';
import { type Model, modelParts, partsOf, type Tensor, type TrainFunction } from '../tfjs/internals';
import { plainLayers } from '../tfjs/nested-layers';
import { withoutDraws } from '../tfjs/seeded-random';
import * as tf from '../tfjs/tf';

/**
 * The loss of a batch with the weights as they are, penalties and dropout included. Nothing is left changed: neither
 * weights, moving averages of normalizations among them, nor the numbers that Math.random gives next.
 * @param model the one that has the train function
 * @returns undefined where the loss cannot be computed, or would change a recurrent layer's state
 */
export function lossBeforeTraining(model: Model, step: TrainFunction, batch: Tensor[]): number | undefined {
  const parts = modelParts(model);
  const { optimizer_: optimizer } = parts;
  if (!optimizer || parts.stateful) return undefined;
  const kept = plainLayers(model)
    .flatMap((layer) => partsOf(layer).weights)
    .map(({ val }) => ({ val, before: val.clone() }));
  parts.optimizer_ = { minimize: (f: () => tf.Scalar) => tf.tidy(f) } as unknown as tf.Optimizer;
  try {
    const values = withoutDraws(() => step(batch));
    const loss = scalarOf(values[0]);
    tf.dispose(values);
    return loss;
  } catch {
    // The step itself will fail as well, and the probe notes why.
    return undefined;
  } finally {
    parts.optimizer_ = optimizer;
    for (const { val, before } of kept) {
      val.assign(before);
      before.dispose();
    }
  }
}
