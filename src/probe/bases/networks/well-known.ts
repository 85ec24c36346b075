/** Recognizes a well-known network by an address, a file name or the layers that code asks for, and builds it. */

import { mobilenetV1 } from './mobilenet-v1';
import { mobilenetV2 } from './mobilenet-v2';
import { type Sketch, sketchedModel, sketches } from './sketches';
import type * as tf from '../../tfjs/tf';

/** A network that the probe can build, except for its trained weights. */
export interface Topology {
  readonly title: string;
  build(): tf.LayersModel;
}

/** The width and size that most code loads, where the address says neither. */
const usualV1 = { alpha: 0.25, size: 224 };
const usualV2 = { alpha: 1, size: 224 };

/** How to recognize each family: by a name in the address (the first match counts), or by layers that code asks for. */
const families: readonly {
  readonly address: RegExp;
  readonly layers?: RegExp;
  readonly topology: (address: string, channels: number | undefined) => Topology;
}[] = [
  {
    address: /mobilenet[\W_]?v2/i,
    layers: /^(?:block_\d+_(?:expand|project|depthwise|add)\w*|out_relu|Conv1_relu)$/,
    topology: (address) => topologyV2(mobileNetSizeIn(address, usualV2)),
  },
  {
    address: /mobilenet[\W_]?v3/i,
    topology: () => sketch({ ...mobilenetV3, title: 'MobileNet v3' }),
  },
  {
    address: /mobile[\W_]?net/i,
    layers: /^conv_(?:pw|dw)_\d+\w*$|^conv_preds$|^act_softmax$/,
    topology: (address, channels) =>
      topologyV1(mobileNetSizeIn(address, { ...usualV1, ...(channels && { alpha: channels / 1024 }) })),
  },
  { address: /vgg[\W_]?19/i, layers: /^block[345]_conv4$/, topology: () => sketch(sketches.vgg19) },
  { address: /vgg/i, layers: /^block[1-5]_(?:pool|conv[123])$/, topology: () => sketch(sketches.vgg16) },
  {
    address: /resnet[\W_]?(?:v\d[\W_]?)?50/i,
    layers: /^conv[2-5]_block\d_out$|^activation_49$/,
    topology: () => sketch(sketches.resnet50),
  },
  { address: /inception[\W_]?v3/i, layers: /^mixed(?:[789]|10)$/, topology: () => sketch(sketches.inceptionV3) },
  { address: /xception/i, layers: /^block1[34]_sepconv2\w*$/, topology: () => sketch(sketches.xception) },
  { address: /densenet/i, layers: /^conv5_block16_concat$/, topology: () => sketch(sketches.densenet121) },
  { address: /efficientnet/i, layers: /^top_activation$/, topology: () => sketch(sketches.efficientnetB0) },
];

const mobilenetV3: Omit<Sketch, 'title'> = {
  size: 224,
  layers: [
    ['multiply_17', [7, 7, 576], 'rectified'],
    ['global_average_pooling2d', [576], 'rectified'],
    ['Conv_2', [1, 1, 1024], 'rectified'],
    ['predictions', [1000], 'probabilities'],
  ],
};

/** What a program's text mentions about the networks that it loads. */
export interface NetworkMentions {
  /** Words in quotes: names of layers among them. */
  readonly words: ReadonlySet<string>;
  /** Addresses in quotes. */
  readonly addresses: readonly string[];
  /** Features at each of the 7 x 7 positions that a mobile network of that width gives, where a shape says so. */
  readonly channels: number | undefined;
}

/** What a text of code says about the base that it loads. */
export function networkMentions(code: string): NetworkMentions {
  const channels = /\b7\s*,\s*7\s*,\s*(\d{3,4})\b/.exec(code)?.[1];
  return {
    words: new Set([...code.matchAll(/(['"`])([A-Za-z]\w{2,40})\1/g)].map(([, , word]) => word)),
    addresses: [...code.matchAll(/(['"`])([^'"`\s]{0,300}\/[^'"`\s]{0,300})\1/g)].map(([, , address]) => address),
    channels: channels === undefined ? undefined : Number(channels),
  };
}

/**
 * The network that an address names; where it names none, the one whose layers the program asks for, unless another of
 * its addresses names that one.
 * @param address where the code loads it from: a URL or a path
 * @returns undefined for a network that cannot be told
 */
export function wellKnownNetwork(
  address: string,
  { words, addresses, channels }: NetworkMentions,
): Topology | undefined {
  const named = families.find((family) => family.address.test(address));
  if (named) return named.topology(address, channels);
  return families
    .find(
      ({ layers, address: own }) =>
        layers !== undefined &&
        [...words].some((word) => layers.test(word)) &&
        !addresses.some((other) => own.test(other)),
    )
    ?.topology(address, channels);
}

/** MobileNet v1 (Howard 2017) of that width for square images. */
export function topologyV1({ alpha, size }: MobileNetSize): Topology {
  return { title: `MobileNet ${alpha}`, build: () => mobilenetV1(alpha, size) };
}

/** MobileNet v2 (Sandler 2018) of that width for square images. */
export function topologyV2({ alpha, size }: MobileNetSize): Topology {
  return { title: `MobileNet v2 ${alpha}`, build: () => mobilenetV2(alpha, size) };
}

export interface MobileNetSize {
  readonly alpha: number;
  /** The size of the square input. */
  readonly size: number;
}

/** `_0.25_224`, `_025_224`, `/025-224-`, `_2_5_224_tf`: the width and size in an address. */
export function mobileNetSizeIn(address: string, usual: MobileNetSize): MobileNetSize {
  const part = (pattern: RegExp): string | undefined => pattern.exec(address)?.[1];
  const decimal = part(/[\W_]([01]\.\d{1,2})(?=[\W_]|$)/);
  const percent = part(/[\W_](0[2357][05]|1[034]0)(?=[\W_]|$)/);
  const ofKeras = part(/_(1_0|7_5|5_0|2_5)_\d{3}/);
  const size = part(/[\W_](96|128|160|192|224)(?=[\W_]|$)/);
  const widths = [
    Number(decimal),
    Number(percent) / 100,
    ofKeras === '1_0' ? 1 : Number(ofKeras?.replace('_', '')) / 100,
    usual.alpha,
  ];
  return {
    alpha: widths.find((width) => width >= 0.1 && width <= 1.4) ?? usual.alpha,
    size: size === undefined ? usual.size : Number(size),
  };
}

function sketch(drawn: Sketch): Topology {
  return { title: drawn.title, build: () => sketchedModel(drawn) };
}
