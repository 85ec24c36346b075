/** The convolution that both versions of MobileNet are made of. */

import * as tf from '../../tfjs/tf';

/** Without a bias, because batch normalization follows; its weights are made up later. */
export function mobileConvolution(filters: number, kernelSize: number, strides: number, name: string): tf.layers.Layer {
  return tf.layers.conv2d({
    filters,
    kernelSize,
    strides,
    padding: 'same',
    useBias: false,
    kernelInitializer: 'zeros',
    name,
  });
}
