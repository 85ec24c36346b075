/** Keeps weights and random numbers as they are while the probe runs a model for itself. */

import { type Model, partsOf } from '../tfjs/internals';
import { plainLayers } from '../tfjs/nested-layers';
import { keepRandomNumbers } from '../tfjs/seeded-random';

/** @returns what puts weights, moving averages of normalizations among them, and random numbers back */
export function keepState(model: Model): () => void {
  const putBack = keepRandomNumbers();
  const kept = plainLayers(model)
    .flatMap((layer) => partsOf(layer).weights)
    .map(({ val }) => ({ val, before: val.clone() }));
  return () => {
    putBack();
    for (const { val, before } of kept) {
      if (!val.isDisposed) val.assign(before);
      before.dispose();
    }
  };
}
