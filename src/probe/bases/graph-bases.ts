/** Tells which features a graph model gives: a well-known one by its address, others by their own signature. */

import type { FeatureKind, FeatureSpec } from './features/made-up-features';
import { isRealTensor, type PackageBase, standInWithMembers } from './packages/package-base';
import { lastFilters } from './networks/mobilenet-v2';
import { mobileNetSizeIn } from './networks/well-known';
import type * as tf from '../tfjs/tf';

export interface GraphTopology {
  readonly title: string;
  /** The size of the square image that it reads; undefined for other inputs. */
  readonly size: number | undefined;
  /** The features of each output. */
  readonly outputs: readonly FeatureSpec[];
  /** The features under the classes, for code that asks for them by the name of their node. */
  readonly pooled?: FeatureSpec;
}

const classes = 1001;

/** The number of features of a network, by its name and, where that matters, by its width. */
const feeders: readonly {
  readonly address: RegExp;
  readonly title: (alpha: number) => string;
  readonly units: (alpha: number) => number;
  readonly size?: number;
}[] = [
  {
    address: /mobilenet[\W_]?v1/i,
    title: (alpha) => `MobileNet ${alpha}`,
    units: (alpha) => Math.floor(1024 * alpha),
  },
  { address: /mobilenet[\W_]?v2/i, title: (alpha) => `MobileNet v2 ${alpha}`, units: lastFilters },
  { address: /mobilenet[\W_]?v3.*large/i, title: () => 'MobileNet v3 large', units: () => 1280 },
  { address: /mobilenet[\W_]?v3/i, title: () => 'MobileNet v3 small', units: () => 1024 },
  { address: /inception[\W_]?v3/i, title: () => 'InceptionV3', units: () => 2048, size: 299 },
  { address: /inception[\W_]?resnet/i, title: () => 'InceptionResNetV2', units: () => 1536, size: 299 },
  { address: /resnet/i, title: () => 'ResNet', units: () => 2048 },
  { address: /efficientnet/i, title: () => 'EfficientNetB0', units: () => 1280 },
  { address: /nasnet/i, title: () => 'NASNet', units: () => 1056 },
];

/** @returns undefined for an address that does not tell which features the model gives */
export function graphTopology(address: string): GraphTopology | undefined {
  if (/yamnet/i.test(address)) return yamnet;
  const feeder = feeders.find((one) => one.address.test(address));
  const givesFeatures = /feature[\W_]?vector/i.test(address);
  if (!feeder || !(givesFeatures || /classification|savedmodel/i.test(address))) return undefined;
  const { alpha, size } = mobileNetSizeIn(address, { alpha: 1, size: feeder.size ?? 224 });
  const units = feeder.units(alpha);
  const pooled: FeatureSpec = { shape: [units], kind: 'rectified', name: 'features' };
  return {
    title: feeder.title(alpha),
    size,
    outputs: [givesFeatures ? pooled : { shape: [classes], kind: 'linear', name: 'classes' }],
    pooled: { ...pooled, shape: [1, 1, units] },
  };
}

/** Sounds of half a second, one after the other. */
const yamnet: GraphTopology = {
  title: 'YAMNet',
  size: undefined,
  outputs: [
    { shape: [521], kind: 'unit-interval', name: 'scores' },
    { shape: [1024], kind: 'rectified', name: 'embeddings' },
    { shape: [64], kind: 'linear', name: 'spectrogram' },
  ],
};

interface SavedTensor {
  readonly name?: string;
  readonly tensorShape?: { readonly dim?: readonly { readonly size?: string }[] };
}

interface SavedGraph {
  readonly signature?: { readonly outputs?: Readonly<Record<string, SavedTensor>> };
  readonly userDefinedMetadata?: { readonly signature?: SavedGraph['signature'] };
  readonly modelTopology?: {
    readonly node?: readonly { readonly name: string; readonly op: string; readonly input?: readonly string[] }[];
  };
}

/** The kind of features that an operation gives; other operations pass their input's kind on. */
const kindOfOperation: Readonly<Partial<Record<string, FeatureKind>>> = {
  Relu: 'rectified',
  Relu6: 'rectified',
  Softmax: 'probabilities',
  Sigmoid: 'unit-interval',
  MatMul: 'linear',
  _FusedMatMul: 'linear',
  BiasAdd: 'linear',
  Conv2D: 'linear',
  _FusedConv2D: 'rectified',
};

/**
 * What a saved graph model gives by its own signature.
 * @param json the text of its model.json
 * @returns undefined where the signature does not tell the size of each output
 */
export function savedGraphTopology(json: string, title: string): GraphTopology | undefined {
  const { signature, userDefinedMetadata, modelTopology } = JSON.parse(json) as SavedGraph;
  const nodes = new Map((modelTopology?.node ?? []).map((node) => [node.name, node]));
  const kindOf = (name: string, hops = 0): FeatureKind => {
    const node = nodes.get(name);
    const kind = node && kindOfOperation[node.op];
    const before = node?.input?.at(0);
    return kind ?? (before === undefined || hops > 5 ? 'linear' : kindOf(before.replace(/:\d+$/, ''), hops + 1));
  };
  const outputs = Object.entries(signature?.outputs ?? userDefinedMetadata?.signature?.outputs ?? {}).map(
    ([key, { name = key, tensorShape }]): FeatureSpec => ({
      shape: (tensorShape?.dim ?? []).slice(1).map(({ size }) => Number(size)),
      kind: kindOf(name.replace(/:\d+$/, '')),
      name,
    }),
  );
  return outputs.length > 0 && outputs.every(({ shape }) => shape.length > 0 && shape.every((size) => size > 0))
    ? { title, size: undefined, outputs }
    : undefined;
}

/** The object that user code gets in place of the graph model. */
export function graphModel(base: PackageBase, { size, outputs, pooled }: GraphTopology): object {
  const run = (inputs: unknown, specs: readonly FeatureSpec[]): tf.Tensor | tf.Tensor[] => {
    const input = tensorIn(inputs) ?? inputs;
    const results = specs.map((spec) => base.features(input, spec));
    return results.length === 1 ? results[0] : results;
  };
  const predict = (inputs: unknown): tf.Tensor | tf.Tensor[] => run(inputs, outputs);
  const execute = (inputs: unknown, names?: unknown): tf.Tensor | tf.Tensor[] => {
    const asked = [names].flat().some((name) => typeof name === 'string' && /pool/i.test(name));
    return run(inputs, asked && pooled ? [pooled] : outputs);
  };
  return standInWithMembers('tf.loadGraphModel()', {
    inputs: [{ name: 'inputs', dtype: 'float32', shape: size === undefined ? [-1] : [-1, size, size, 3] }],
    outputs: outputs.map(({ name, shape }) => ({ name, dtype: 'float32', shape: [-1, ...shape] })),
    predict,
    predictAsync: (inputs: unknown) => Promise.resolve(predict(inputs)),
    execute,
    executeAsync: (inputs: unknown, names?: unknown) => Promise.resolve(execute(inputs, names)),
    dispose: () => undefined,
  });
}

/** The first tensor among inputs that are given by name. */
function tensorIn(inputs: unknown): tf.Tensor | undefined {
  if (isRealTensor(inputs)) return inputs;
  return typeof inputs === 'object' && inputs !== null ? Object.values(inputs).find(isRealTensor) : undefined;
}
