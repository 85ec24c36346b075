/** Finds the layers whose outputs grow with the size of the network's inputs. */

import type { LayerReport } from '../../report/report';
import type { Facts } from './facts';

/** Activations whose outputs have the same size, however large their inputs are. */
const bounded: ReadonlySet<string> = new Set(['sigmoid', 'hardSigmoid', 'tanh', 'softsign', 'softmax']);

/**
 * The layers whose outputs grow with the inputs, or with made-up features, up to the next layer that bounds or
 * normalizes.
 */
export function inputScaledLayers({ model: { layers } }: Facts): Set<number> {
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
