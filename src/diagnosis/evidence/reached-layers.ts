/** The layers whose numbers are as large as what comes into the network makes them. */

import type { LayerReport } from '../../report/report';
import type { Facts } from './facts';

/** Activations behind which outputs are of the same size whatever comes in. */
const bounded: ReadonlySet<string> = new Set(['sigmoid', 'hardSigmoid', 'tanh', 'softsign', 'softmax']);

/**
 * The layers whose numbers are as large as the inputs, or made-up ones, make them: up to the next that bounds or
 * normalizes.
 */
export function reachedLayers({ model: { layers } }: Facts): Set<number> {
  const reached = new Set<number>();
  layers.forEach((layer, index) => {
    const isReached = layer.inputs.some((input) => reached.has(input) && passesScale(layers[input]));
    if (isReached || layer.madeUp || layer.inputs.length === 0) reached.add(index);
  });
  return reached;
}

function passesScale({ activation, className }: LayerReport): boolean {
  return !(activation !== null && bounded.has(activation)) && !className.includes('Normalization');
}
