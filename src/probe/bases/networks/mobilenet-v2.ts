/** Builds MobileNet v2 (Sandler et al. 2018) as Keras defines it, with the same names of layers. */

import * as tf from '../../tfjs/tf';
import { mobileConvolution } from './mobile-convolution';

/** Expansion, filters at width 1, repeats, and the stride of the first of them. */
const stages: readonly (readonly [expansion: number, filters: number, repeats: number, strides: number])[] = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
];
const classes = 1000;

/** The number of filters at a width: the nearest multiple of 8 that is no more than a tenth too small. */
function filtersAt(alpha: number, filters: number): number {
  const wanted = filters * alpha;
  const rounded = Math.max(8, Math.floor((wanted + 4) / 8) * 8);
  return rounded < 0.9 * wanted ? rounded + 8 : rounded;
}

/** Features of the last convolution, which do not shrink with the width. */
export function lastFilters(alpha: number): number {
  return alpha > 1 ? filtersAt(alpha, 1280) : 1280;
}

/**
 * @param alpha the width: 0.35, 0.5, 0.75, 1, 1.3 or 1.4
 * @param size of the square input
 */
export function mobilenetV2(alpha: number, size: number): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3], name: 'input_1' });
  let x = relu(norm(mobileConvolution(filtersAt(alpha, 32), 3, 2, 'Conv1').apply(input), 'bn_Conv1'), 'Conv1_relu');
  let block = 0;
  for (const [expansion, filters, repeats, firstStrides] of stages) {
    for (let repeat = 0; repeat < repeats; repeat++) {
      x = bottleneck(x, {
        expansion,
        filters: filtersAt(alpha, filters),
        strides: repeat === 0 ? firstStrides : 1,
        block,
      });
      block++;
    }
  }
  x = relu(norm(mobileConvolution(lastFilters(alpha), 1, 1, 'Conv_1').apply(x), 'Conv_1_bn'), 'out_relu');
  x = tf.layers.globalAveragePooling2d({ name: 'global_average_pooling2d_1' }).apply(x) as tf.SymbolicTensor;
  const head = tf.layers.dense({ units: classes, activation: 'softmax', kernelInitializer: 'zeros', name: 'Logits' });
  return tf.model({
    inputs: input,
    outputs: head.apply(x) as tf.SymbolicTensor,
    name: `mobilenetv2_${alpha.toFixed(2)}_${size}`,
  });
}

interface Bottleneck {
  readonly expansion: number;
  readonly filters: number;
  readonly strides: number;
  readonly block: number;
}

/** An inverted residual: wider, depthwise, narrow again; added to its input where the shapes are the same. */
function bottleneck(input: tf.SymbolicTensor, { expansion, filters, strides, block }: Bottleneck): tf.SymbolicTensor {
  const name = block === 0 ? 'expanded_conv' : `block_${block}`;
  const channels = input.shape.at(-1) ?? 0;
  let x = input;
  if (expansion > 1)
    x = relu(
      norm(mobileConvolution(expansion * channels, 1, 1, `${name}_expand`).apply(x), `${name}_expand_BN`),
      `${name}_expand_relu`,
    );
  if (strides === 2)
    x = tf.layers
      .zeroPadding2d({
        padding: [
          [0, 1],
          [0, 1],
        ],
        name: `${name}_pad`,
      })
      .apply(x) as tf.SymbolicTensor;
  const depthwise = tf.layers.depthwiseConv2d({
    kernelSize: 3,
    strides,
    padding: strides === 2 ? 'valid' : 'same',
    useBias: false,
    depthwiseInitializer: 'zeros',
    name: `${name}_depthwise`,
  });
  x = relu(norm(depthwise.apply(x), `${name}_depthwise_BN`), `${name}_depthwise_relu`);
  x = norm(mobileConvolution(filters, 1, 1, `${name}_project`).apply(x), `${name}_project_BN`);
  return strides === 1 && channels === filters
    ? (tf.layers.add({ name: `${name}_add` }).apply([input, x]) as tf.SymbolicTensor)
    : x;
}

type Applied = ReturnType<tf.layers.Layer['apply']>;

function norm(x: Applied, name: string): tf.SymbolicTensor {
  return tf.layers.batchNormalization({ epsilon: 1e-3, momentum: 0.999, name }).apply(x) as tf.SymbolicTensor;
}

function relu(x: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return tf.layers.activation({ activation: 'relu6', name }).apply(x) as tf.SymbolicTensor;
}
