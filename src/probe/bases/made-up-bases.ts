/**
 * Makes up the networks that user code builds on while their weights are missing, and tells which training builds on
 * them.
 */

import { packageGlobals } from '../../report/model-packages';
import type { Base } from './features/base';
import { adviceFor, madeUpText } from './features/base';
import { FeatureOrigins } from './features/feature-origins';
import { type FeatureSpec, hashOf, madeUpFeatures } from './features/made-up-features';
import { FrozenBases } from './frozen-bases';
import { graphModel, graphTopology, savedGraphTopology } from './graph-bases';
import type { PackageBase } from './packages/package-base';
import { isRealTensor, standInWithMembers } from './packages/package-base';
import { readyMadePackage } from './packages/ready-made';
import { makeUpWeights } from './networks/made-up-weights';
import { type NetworkMentions, networkMentions, wellKnownNetwork } from './networks/well-known';
import { type Layer, type Model, modelParts, partsOf } from '../tfjs/internals';
import { everythingWithin, plainLayers } from '../tfjs/nested-layers';
import { randomGenerator } from '../tfjs/seeded-random';
import type { Recorder } from '../recording/recorder';
import type { StackFrame } from '../recording/stack-frames';
import * as tf from '../tfjs/tf';

/** The size of a made-up example, where the code has only a stand-in for one. */
const exampleSize = 1024;

/** What a training gets: `made up` are the probe's own examples for a model that the code does not train. */
export type TrainingData = 'own' | 'stood in' | 'made up';

export class MadeUpBases {
  readonly #origins = new FeatureOrigins();
  readonly #frozen: FrozenBases;
  #bases: Base[] = [];
  readonly #resting = new Map<object, readonly Base[]>();
  #code = '';
  #mentions: NetworkMentions | undefined;
  /** Bases whose features the code asked for with a stand-in, such as an image, so that it got a stand-in of them. */
  readonly #askedInVain = new Set<Base>();
  /** How many examples this seed has made up. */
  #examples = 0;

  constructor(private readonly recorder: Recorder) {
    this.#frozen = new FrozenBases(recorder, this.#origins);
  }

  /** Wraps what it has to follow in tfjs. Called once in the life of a worker, before the meter. */
  install(): void {
    this.#origins.install();
    this.#frozen.install();
  }

  /** @param code the program, which tells what it expects of networks whose address does not */
  startSeed(code: string): void {
    this.#origins.startSeed();
    this.#frozen.startSeed();
    this.#bases = [];
    this.#resting.clear();
    this.#askedInVain.clear();
    this.#code = code;
    this.#mentions = undefined;
    this.#examples = 0;
  }

  /** A well-known network that the code loads from an address; undefined for any other. */
  layersModel(address: string, frames: readonly StackFrame[]): Model | undefined {
    this.#mentions ??= networkMentions(this.#code);
    const topology = wellKnownNetwork(address, this.#mentions);
    if (!topology) return undefined;
    const model = topology.build();
    makeUpWeights(modelParts(model).layers);
    this.adopt(model, { title: topology.title, frames, advice: adviceFor(topology.title) });
    return model;
  }

  /** A model whose topology is known and whose weights are made up already. */
  adopt(model: Model, about: Pick<Base, 'title' | 'frames' | 'advice'>): void {
    const layers = new Set(everythingWithin(model));
    const base = { ...about, layers, model };
    for (const layer of layers) {
      this.recorder.madeAt(layer, about.frames);
      this.recorder.loaded.add(layer);
      this.recorder.assumeOf(layer, [madeUpText(base)]);
    }
    this.#bases.push(base);
    this.#frozen.add(base);
  }

  /**
   * Takes the place of a graph model that is well known, or whose own signature tells its outputs; undefined for any
   * other.
   * @param saved its model.json, and what to do about the weights that are missing
   */
  graphModel(
    address: string,
    frames: readonly StackFrame[],
    saved?: { readonly shown: string; readonly json: string; readonly lacksWeights: string },
  ): object | undefined {
    const topology = (saved && savedGraphTopology(saved.json, saved.shown)) ?? graphTopology(address);
    return topology && graphModel(this.#open(topology.title, frames, saved?.lacksWeights), topology);
  }

  /** Takes the place of an imported package of ready-made models; undefined for any other import. */
  package(specifier: string): object | undefined {
    const members = readyMadePackage(specifier)?.((title) =>
      this.#open(title, this.recorder.framesIn(new Error().stack ?? '')),
    );
    return members && standInWithMembers(specifier, members);
  }

  /** The globals under which a page's scripts find such packages. */
  globals(): Record<string, object> {
    return Object.fromEntries(
      [...packageGlobals].flatMap(([name, specifier]) => {
        const members = this.package(specifier);
        return members ? [[name, members]] : [];
      }),
    );
  }

  #open(title: string, frames: readonly StackFrame[], advice = adviceFor(title)): PackageBase {
    const base: Base = { title, frames, layers: new Set(), advice };
    this.#bases.push(base);
    const features = (input: unknown, spec: FeatureSpec): tf.Tensor =>
      this.#origins.mark(
        tf.tidy(() => madeUpFeatures(this.#examplesOf(input), { ...spec, name: `${title} ${spec.name}` })),
        base,
      );
    return {
      features,
      numbers: (input, count, name) =>
        tf.tidy(() => Array.from(features(input, { shape: [count], kind: 'unit-interval', name }).dataSync())),
    };
  }

  /** One row of numbers for each text, image or sound; made up where the code has only a stand-in. */
  #examplesOf(input: unknown): tf.Tensor {
    if (isRealTensor(input)) {
      // A single image may come without a batch axis, and a sound always does.
      return input.rank === 4 || input.rank === 2 ? input : input.expandDims(0);
    }
    if (typeof input === 'string') return this.#examplesOf([input]);
    if (Array.isArray(input) && input.length > 0 && input.every((one) => typeof one === 'string'))
      return tf.tensor2d(input.map((text) => numbersFrom(hashOf(text))));
    return tf.tensor2d([numbersFrom(++this.#examples)]);
  }

  /**
   * Notes the bases that a training builds on: those whose layers it contains, and those whose features its loss was
   * computed from.
   * @param model undefined for a hand-written loop
   * @param training the key by which the bases are found again
   * @param data `own`: the code's own tensors, which may hold features that were plain numbers in between; `stood in`:
   * the code trains on stand-ins, which may be features of stand-ins
   * @returns what a report says about the bases
   */
  noteTraining(training: object, model: Model | undefined, data: TrainingData): string[] {
    const bases = this.#behind(model, data);
    this.#resting.set(training, bases);
    return [...new Set(bases.map(madeUpText))];
  }

  /** Notes that the code runs the model on a stand-in. */
  noteStandInInput(model: Model): void {
    const base = this.#bases.length > 0 ? this.#baseOf(model) : undefined;
    if (base) this.#askedInVain.add(base);
  }

  #behind(model: Model | undefined, data: TrainingData): Base[] {
    if (this.#bases.length === 0) return [];
    const layers = model ? plainLayers(model) : [];
    const { ofLastLoss, read } = this.#origins;
    return this.#bases.filter(
      (base) =>
        layers.some((layer) => base.layers.has(layer)) ||
        ofLastLoss.has(base) ||
        (ofLastLoss.size === 0 && data === 'own' && read.has(base)) ||
        (data === 'stood in' && this.#askedInVain.has(base)),
    );
  }

  /** Whether a layer is one of a network with made-up weights. */
  isLayerOfBase(layer: Layer): boolean {
    return this.#bases.some(({ layers }) => layers.has(layer));
  }

  /** Whether a model is a base or a part of one, which is worth measuring only where the code itself trains it. */
  isPartOfBase(model: Model): boolean {
    return this.#baseOf(model) !== undefined;
  }

  /** The base that a model is a part of: all layers with weights are the base's, or all layers where none has any. */
  #baseOf(model: Model): Base | undefined {
    const layers = plainLayers(model);
    return this.#bases.find((base) => {
      const others = layers.filter((layer) => !base.layers.has(layer));
      return others.length < layers.length && others.every((layer) => partsOf(layer).weights.length === 0);
    });
  }

  /** Where bases were loaded in this seed. */
  get places(): (readonly StackFrame[])[] {
    return this.#bases.map(({ frames }) => frames);
  }

  /** Where the bases under a training were loaded, and where models were made that are parts of them. */
  placesUnder(training: object): (readonly StackFrame[])[] {
    return (this.#resting.get(training) ?? []).flatMap((base) => this.#placesOf(base));
  }

  #placesOf(base: Base): (readonly StackFrame[])[] {
    const parts = this.recorder.models.filter((model) => model !== base.model && this.#baseOf(model) === base);
    return [base.frames, ...parts.map((model) => this.recorder.framesOf(model))];
  }

  /** Bases on which nothing is trained, with the places as in `placesUnder`. */
  unused(): (Pick<Base, 'title' | 'advice'> & { readonly places: readonly (readonly StackFrame[])[] })[] {
    const used = new Set([...this.#resting.values()].flat());
    return this.#bases
      .filter((base) => !used.has(base))
      .map((base) => ({ title: base.title, advice: base.advice, places: this.#placesOf(base) }));
  }
}

function numbersFrom(seed: number): number[] {
  const random = randomGenerator(seed);
  return Array.from({ length: exampleSize }, () => random.normal());
}
