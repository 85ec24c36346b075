/** Feeds models with made-up features in place of the outputs of an untrained base. */

import { FeedDict } from '@tensorflow/tfjs-layers/dist/engine/executor';
import type { Base } from './features/base';
import type { FeatureOrigins } from './features/feature-origins';
import { type FeatureKind, madeUpFeatures } from './features/made-up-features';
import { isContainer, type Layer, methodsOf, type Model, modelParts, partsOf, type Tensor } from '../tfjs/internals';
import { activationOf } from '../tfjs/layer-facts';
import { layersWithin } from '../tfjs/nested-layers';
import type { Recorder } from '../recording/recorder';
import { SketchedLayer } from './networks/sketches';
import * as tf from '../tfjs/tf';

type ModelBase = Base & { readonly model: Model };
type Feed = (this: FeedDict, key: tf.SymbolicTensor, value: Tensor, mask?: Tensor) => FeedDict;

/** What user code has decided about the training of a base. */
type Choice = 'open' | 'frozen here' | 'trained here' | 'by the code';

/** The kind of features that an activation gives. */
const kinds: Readonly<Partial<Record<string, FeatureKind>>> = {
  relu: 'rectified',
  relu6: 'rectified',
  softmax: 'probabilities',
  sigmoid: 'unit-interval',
};

export class FrozenBases {
  readonly #choices = new Map<ModelBase, Choice>();
  /** Whether the probe itself or tfjs, and not user code, is setting `trainable`. */
  #isQuiet = false;

  constructor(
    private readonly recorder: Recorder,
    private readonly origins: FeatureOrigins,
  ) {}

  startSeed(): void {
    this.#choices.clear();
  }

  add(base: ModelBase): void {
    this.#choices.set(base, 'open');
  }

  /** Wraps `trainable`, `compile` and the feeding of models. Called once in the life of a worker. */
  install(): void {
    this.#listenToTrainable();
    this.#decideAtCompile();
    const feed = this.#feed.bind(this);
    const prototype = FeedDict.prototype as unknown as { add: Feed };
    const { add } = prototype;
    prototype.add = function (key, value, mask) {
      add.call(this, key, value, mask);
      feed(this, add, key, value);
      return this;
    };
  }

  #listenToTrainable(): void {
    const containers = Object.getPrototypeOf(tf.LayersModel.prototype) as object;
    const noteChoice = this.#noteChoice.bind(this);
    for (const prototype of [tf.layers.Layer.prototype, containers]) {
      const known = Object.getOwnPropertyDescriptor(prototype, 'trainable');
      if (!known?.set) continue;
      Object.defineProperty(prototype, 'trainable', {
        ...known,
        set(this: Layer, trainable: boolean) {
          noteChoice(this);
          known.set?.call(this, trainable);
        },
      });
    }
    // A Sequential passes its own setting on to the functional model inside it.
    const sequential = methodsOf(tf.Sequential.prototype);
    const build = sequential.build;
    const quietly = this.#quietly.bind(this);
    sequential.build = function (this: Model, ...values: never[]) {
      return quietly(() => build.apply(this, values));
    };
  }

  #quietly<T>(run: () => T): T {
    const before = this.#isQuiet;
    this.#isQuiet = true;
    try {
      return run();
    } finally {
      this.#isQuiet = before;
    }
  }

  /** Notes that the code has decided about this base, and undoes what the probe froze. */
  #noteChoice(made: Layer): void {
    if (this.#isQuiet || this.#choices.size === 0) return;
    for (const [base, choice] of this.#choices) {
      if (choice === 'by the code' || !touches(made, base)) continue;
      if (choice === 'frozen here') this.#setTrainable(base, true);
      this.#choices.set(base, 'by the code');
    }
  }

  #setTrainable(base: ModelBase, trainable: boolean): void {
    this.#quietly(() => {
      for (const layer of base.layers)
        if (!isContainer(layer)) (layer as unknown as { trainable: boolean }).trainable = trainable;
    });
  }

  /**
   * Decides for code that says nothing: a base is frozen under layers of the user's own, and trained where there are
   * none.
   */
  #decideAtCompile(): void {
    const decide = (model: Model): void => {
      for (const [base, choice] of this.#choices) {
        if (choice === 'by the code' || !layersWithin(model).some((layer) => base.layers.has(layer))) continue;
        const own = new Set(
          [...base.layers].flatMap((layer) => (isContainer(layer) ? [] : partsOf(layer).weights)).map(({ val }) => val),
        );
        const isAlone = modelParts(model).trainableWeights.every(({ val }) => own.has(val));
        this.#setTrainable(base, isAlone);
        this.#choices.set(base, isAlone ? 'trained here' : 'frozen here');
        if (!isAlone && own.size > 0) this.recorder.assumeOf(this.recorder.outermost(model), [`${base.title} frozen`]);
      }
    };
    const methods = methodsOf(tf.LayersModel.prototype);
    const compile = methods.compile;
    methods.compile = function (this: Model, ...values: never[]) {
      decide(this);
      return compile.apply(this, values);
    };
  }

  #feed(feeds: FeedDict, add: Feed, key: tf.SymbolicTensor, value: Tensor): void {
    if (this.#choices.size === 0) return;
    for (const [base, choice] of this.#choices) {
      const { inputs } = modelParts(base.model);
      if (inputs.length !== 1 || inputs[0] !== key || choice === 'trained here') continue;
      for (const tensor of this.#border(base, choice)) {
        if (feeds.hasKey(tensor) || tensor === key) continue;
        const features = madeUpFeatures(value, {
          shape: shapeFor(tensor, value),
          kind: kindOf(tensor.sourceLayer),
          name: `${base.title} ${partsOf(tensor.sourceLayer).name}`,
        });
        add.call(feeds, tensor, this.origins.mark(features, base));
      }
    }
  }

  /** The outputs of frozen layers, behind frozen layers only, that other layers read. */
  #border(base: ModelBase, choice: Choice): tf.SymbolicTensor[] {
    const still = new Map<Layer, boolean>();
    const isStill = (layer: Layer): boolean => {
      let known = still.get(layer);
      if (known === undefined) {
        // A Sequential does not list its input among its layers.
        if (modelParts(base.model).inputs.some(({ sourceLayer }) => sourceLayer === layer)) return true;
        still.set(layer, false);
        known =
          base.layers.has(layer) &&
          (choice !== 'by the code' || partsOf(layer).trainableWeights.length === 0) &&
          (partsOf(layer).inboundNodes.at(0)?.inboundLayers ?? []).every(isStill);
        still.set(layer, known);
      }
      return known;
    };
    const wanted = new Set(
      this.recorder.models.flatMap(
        (model) => (modelParts(model).outputs as readonly tf.SymbolicTensor[] | undefined) ?? [],
      ),
    );
    return [...base.layers].flatMap((layer) => {
      const output = partsOf(layer).inboundNodes.at(0)?.outputTensors.at(0);
      if (!output || isContainer(layer) || partsOf(layer).getClassName() === 'InputLayer' || !isStill(layer)) return [];
      const isRead = partsOf(layer).outboundNodes.some(({ outboundLayer }) => !isStill(outboundLayer));
      return isRead || wanted.has(output) ? [output] : [];
    });
  }
}

function touches(made: Layer, base: ModelBase): boolean {
  return base.layers.has(made) || (isContainer(made) && layersWithin(made).some((layer) => base.layers.has(layer)));
}

/** The output's shape; sizes that the network leaves open follow from the input, as with a convolution. */
function shapeFor(tensor: tf.SymbolicTensor, input: Tensor): number[] {
  return tensor.shape.slice(1).map((size, axis) => size ?? Math.max(1, Math.ceil((input.shape[axis + 1] ?? 32) / 32)));
}

function kindOf(layer: Layer): FeatureKind {
  if (layer instanceof SketchedLayer) return layer.kind;
  const own = activationOf(layer);
  if (own !== null && own !== 'linear') return kinds[own] ?? 'linear';
  const parts = partsOf(layer);
  // A layer that only reshapes or pools gives features of the same kind as its input.
  if (parts.weights.length > 0 || parts.getClassName() === 'Add') return 'linear';
  const before = parts.inboundNodes.at(0)?.inboundLayers.at(0);
  return before && partsOf(before).getClassName() !== 'InputLayer' ? kindOf(before) : 'linear';
}
