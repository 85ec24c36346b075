/** Picks the few numbers of a model that the panel draws before and after a change: each layer's gradient, the loss. */

import type { FixMeasures } from '../finding';
import { typicalGradient } from '../layer-numbers';
import type { ModelReport } from '../report';
import { median } from '../statistics';

/** @returns NaN for a layer or a step that no seed measured */
export function fixMeasures(model: Pick<ModelReport, 'layers' | 'losses' | 'loss' | 'seeds'>): FixMeasures {
  const steps = Math.max(0, ...model.losses.map((seed) => seed.length));
  return {
    layers: model.layers
      .filter(({ className }) => className !== 'InputLayer')
      .map((layer) => ({ name: layer.name, gradient: typicalGradient(layer) })),
    // A seed that ended early counts with its last loss.
    losses: Array.from({ length: steps }, (_, step) =>
      median(model.losses.map((seed) => seed.at(step) ?? seed.at(-1) ?? Number.NaN)),
    ),
    loss: model.loss,
    seeds: model.seeds.length,
  };
}
