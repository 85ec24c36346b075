/** Sketches well-known networks by the outputs that code builds on: each layer makes up features of the right shape. */

import { madeUpFeatures, type FeatureKind } from '../features/made-up-features';
import * as tf from '../../tfjs/tf';

export interface Sketch {
  readonly title: string;
  /** Size of the square input. */
  readonly size: number;
  /**
   * The layers in forward order: the name in Keras, the output's shape without the batch axis, the kind of its
   * features.
   */
  readonly layers: readonly (readonly [name: string, shape: readonly number[], kind: FeatureKind])[];
}

const classes = ['predictions', [1000], 'probabilities'] as const;

export const sketches = {
  vgg16: vgg('VGG16', 3),
  vgg19: vgg('VGG19', 4),
  resnet50: {
    title: 'ResNet50',
    size: 224,
    layers: [
      ['conv2_block3_out', [56, 56, 256], 'rectified'],
      ['conv3_block4_out', [28, 28, 512], 'rectified'],
      ['conv4_block6_out', [14, 14, 1024], 'rectified'],
      ['conv5_block3_out', [7, 7, 2048], 'rectified'],
      ['activation_49', [7, 7, 2048], 'rectified'],
      ['avg_pool', [2048], 'rectified'],
      classes,
    ],
  },
  inceptionV3: {
    title: 'InceptionV3',
    size: 299,
    layers: [
      ['mixed7', [17, 17, 768], 'rectified'],
      ['mixed8', [8, 8, 1280], 'rectified'],
      ['mixed9', [8, 8, 2048], 'rectified'],
      ['mixed10', [8, 8, 2048], 'rectified'],
      ['avg_pool', [2048], 'rectified'],
      classes,
    ],
  },
  xception: {
    title: 'Xception',
    size: 299,
    layers: [
      ['block13_sepconv2_bn', [19, 19, 1024], 'linear'],
      ['block14_sepconv2_act', [10, 10, 2048], 'rectified'],
      ['avg_pool', [2048], 'rectified'],
      classes,
    ],
  },
  densenet121: {
    title: 'DenseNet121',
    size: 224,
    layers: [['relu', [7, 7, 1024], 'rectified'], ['avg_pool', [1024], 'rectified'], classes],
  },
  efficientnetB0: {
    title: 'EfficientNetB0',
    size: 224,
    layers: [['top_activation', [7, 7, 1280], 'linear'], ['avg_pool', [1280], 'linear'], classes],
  },
} as const satisfies Record<string, Sketch>;

/** @param convolutions in each of the last three blocks */
function vgg(title: string, convolutions: number): Sketch {
  const blocks = [
    [112, 64, 2],
    [56, 128, 2],
    [28, 256, convolutions],
    [14, 512, convolutions],
    [7, 512, convolutions],
  ] as const;
  return {
    title,
    size: 224,
    layers: [
      ...blocks.flatMap(([size, filters, count], index) => [
        [`block${index + 1}_conv${count}`, [2 * size, 2 * size, filters], 'rectified'] as const,
        [`block${index + 1}_pool`, [size, size, filters], 'rectified'] as const,
      ]),
      ['flatten', [25088], 'rectified'],
      ['fc1', [4096], 'rectified'],
      ['fc2', [4096], 'rectified'],
      classes,
    ],
  };
}

/** A model with the layers of a sketch, one behind the other; none has weights. */
export function sketchedModel({ title, size, layers }: Sketch): tf.LayersModel {
  const input = tf.input({ shape: [size, size, 3], name: 'input_1' });
  let x: tf.SymbolicTensor = input;
  for (const [name, shape, kind] of layers) x = new SketchedLayer(name, shape, kind).apply(x) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: x, name: title.toLowerCase() });
}

/** Makes its outputs up from its inputs; nothing in it can be trained. */
export class SketchedLayer extends tf.layers.Layer {
  static readonly className = 'SketchedLayer';

  constructor(
    name: string,
    private readonly features: readonly number[],
    readonly kind: FeatureKind,
  ) {
    super({ name, trainable: false });
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch] = Array.isArray(inputShape[0]) ? inputShape[0] : (inputShape as tf.Shape);
    return [batch, ...this.features];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [input] = Array.isArray(inputs) ? inputs : [inputs];
    return madeUpFeatures(input, { shape: this.features, kind: this.kind, name: this.name });
  }

  override getClassName(): string {
    return SketchedLayer.className;
  }
}
