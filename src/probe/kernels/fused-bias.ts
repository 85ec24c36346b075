/** FusedConv2D and FusedDepthwiseConv2D with a bias that came out of a reshape, which tfjs's wasm backend refuses. */

import * as tf from '../tf';
import { type Inputs, type Kernel, kernel, refreshShape } from './kernel';

function withFreshBias(name: string): Kernel {
  return kernel<object>(name, (backend, inputs, attrs, original) => {
    const { bias } = inputs as Inputs & { bias?: tf.TensorInfo };
    if (bias) refreshShape(backend, bias);
    return original(backend, inputs, attrs);
  });
}

export const fusedConv2D = withFreshBias(tf.FusedConv2D);
export const fusedDepthwiseConv2D = withFreshBias(tf.FusedDepthwiseConv2D);
