/** Tells whether a model can only weigh its inputs and add them up. */

import type { Facts } from './facts';
import { layersWhere } from './layer-graph';

/** Classes of layers that, without an activation, give only weighted sums of their input. */
const linear =
  /^(InputLayer|Dense|Flatten|Reshape|Permute|(Spatial)?Dropout(1D)?|Conv[123]D|ZeroPadding2D|Concatenate|Add)$/;

/**
 * The layers with weights of a model whose hidden layers have no activation; undefined for any other model. What the
 * last layer applies to the sums makes no difference to which examples it can tell apart.
 */
export function weightsOfLinearModel({ model: { layers }, graph }: Facts): number[] | undefined {
  const isLinear = layers.every(
    ({ className, activation }, index) =>
      graph.head.has(index) || (linear.test(className) && (activation === null || activation === 'linear')),
  );
  const weighted = layersWhere(layers, ({ weights }) => weights.length > 0);
  return isLinear && weighted.length > 0 && weighted.every((index) => linear.test(layers[index].className))
    ? weighted
    : undefined;
}
