/** Builds MobileNet v1 (Howard et al. 2017) as Keras defines it and tfjs hosts it, with the same names of layers. */

import * as tf from '../../tfjs/tf';
import { mobileConvolution } from './mobile-convolution';

/** Filters of each block's 1x1 convolution at width 1, and the stride of the depthwise convolution before it. */
const blocks: readonly (readonly [filters: number, strides: number])[] = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [512, 1],
  [1024, 2],
  [1024, 1],
];
const classes = 1000;

/**
 * @param alpha the width: 0.25, 0.5, 0.75 or 1
 * @param size of the square input
 */
export function mobilenetV1(alpha: number, size: number): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3], name: 'input_1' });
  let x = normalized(mobileConvolution(Math.floor(32 * alpha), 3, 2, 'conv1').apply(input), 'conv1');
  blocks.forEach(([filters, strides], index) => {
    const [dw, pw] = [`conv_dw_${index + 1}`, `conv_pw_${index + 1}`];
    const depthwise = tf.layers.depthwiseConv2d({
      kernelSize: 3,
      strides,
      padding: 'same',
      useBias: false,
      depthwiseInitializer: 'zeros',
      name: dw,
    });
    x = normalized(depthwise.apply(x), dw);
    x = normalized(mobileConvolution(Math.floor(filters * alpha), 1, 1, pw).apply(x), pw);
  });
  const units = Math.floor(1024 * alpha);
  const top = [
    tf.layers.globalAveragePooling2d({ name: 'global_average_pooling2d_1' }),
    tf.layers.reshape({ targetShape: [1, 1, units], name: 'reshape_1' }),
    tf.layers.dropout({ rate: 1e-3, name: 'dropout' }),
    tf.layers.conv2d({
      filters: classes,
      kernelSize: 1,
      padding: 'same',
      kernelInitializer: 'zeros',
      name: 'conv_preds',
    }),
    tf.layers.activation({ activation: 'softmax', name: 'act_softmax' }),
    tf.layers.reshape({ targetShape: [classes], name: 'reshape_2' }),
  ];
  for (const layer of top) x = layer.apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: x, name: `mobilenet_${alpha.toFixed(2)}_${size}` });
}

/** Height, width and channels of the output of a block, counted from 1. */
export function blockOutput(block: number, alpha: number, size: number): number[] {
  const before = blocks.slice(0, block);
  const halvings = 1 + before.filter(([, strides]) => strides === 2).length;
  const side = Math.ceil(size / 2 ** halvings);
  return [side, side, Math.floor((before.at(-1)?.[0] ?? 32) * alpha)];
}

type Applied = ReturnType<tf.layers.Layer['apply']>;

function normalized(x: Applied, name: string): tf.SymbolicTensor {
  const norm = tf.layers.batchNormalization({ name: `${name}_bn` });
  const relu = tf.layers.activation({ activation: 'relu6', name: `${name}_relu` });
  return relu.apply(norm.apply(x)) as tf.SymbolicTensor;
}
