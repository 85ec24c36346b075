/**
 * Notes which calls of user code make each layer, model and variable, and keeps these alive until they are measured.
 */

import { getUid } from '@tensorflow/tfjs-layers/dist/backend/state';

import {
  classNameOf,
  Container,
  engine,
  isContainer,
  type Layer,
  methodsOf,
  type Model,
  modelParts,
  type Variable,
} from '../tfjs/internals';
import type { GivenCompile, GivenShape } from '../protocol/job';
import { parseFrames, type StackFrame, stackTraceLimit } from './stack-frames';
import { layersWithin } from '../tfjs/nested-layers';
import * as tf from '../tfjs/tf';
import { OpenShapes } from './open-shapes';

/** What user code made in one seed. */
export class Recorder {
  readonly models: Model[] = [];
  readonly layers: Layer[] = [];
  readonly variables: Variable[] = [];
  /** Layers and models that came out of files. */
  readonly loaded = new Set<Layer>();
  /** Layers whose weights user code gives, as of a network that was trained elsewhere. */
  readonly givenWeights = new Set<Layer>();
  readonly openShapes = new OpenShapes();
  /** What the probe decided for a model because user code left it open, such as `inputShape = [10]`. */
  readonly assumed = new Map<Layer, string[]>();
  readonly #assumedParts = new Map<object, readonly string[]>();
  readonly #traces = new Map<object, string>();
  readonly #frames = new Map<object, readonly StackFrame[]>();
  /** The Sequential around a functional model. */
  readonly #owners = new Map<Model, Model>();
  readonly #uids = new Map<string, number>();
  readonly #compiled = new Map<Model, string>();
  /** The input shape that the job gives to a model whose code gives none. */
  shapeGiven: (model: Model) => GivenShape | undefined = () => undefined;
  /** What the job gives to a model that its code does not compile. */
  compileGiven: (model: Model) => GivenCompile | undefined = () => undefined;
  /** What `compile` of a model threw when user code called it. */
  readonly compileFailures = new WeakMap<Model, string>();
  /** The key of the entry whose function is running. */
  entry: string | undefined;
  #entries = new WeakMap<object, string>();
  #url = '';
  #quiet = false;

  /** @param url the bundle's address in this seed, by which its frames are recognized */
  startSeed(url: string): void {
    Error.stackTraceLimit = stackTraceLimit;
    this.#url = url;
    this.entry = undefined;
    this.#entries = new WeakMap();
    for (const known of [this.models, this.layers, this.variables]) known.length = 0;
    this.loaded.clear();
    this.givenWeights.clear();
    this.openShapes.startSeed();
    for (const map of [this.assumed, this.#assumedParts, this.#traces, this.#frames, this.#owners, this.#compiled])
      map.clear();
    // tfjs counts names on over all seeds; counting from here makes them the same in each.
    for (const prefix of this.#uids.keys()) this.#uids.set(prefix, Number(getUid(prefix).slice(prefix.length)));
  }

  /** The bundle's address, which is another one in each seed. */
  get address(): string {
    return this.#url;
  }

  /** Runs code of tfjs that makes variables for itself, such as an optimizer's constructor, without noting them. */
  quietly<T>(run: () => T): T {
    const before = this.#quiet;
    this.#quiet = true;
    try {
      return run();
    } finally {
      this.#quiet = before;
    }
  }

  noteVariable(variable: Variable): void {
    if (this.#quiet) return;
    this.note(variable);
    this.variables.push(variable);
  }

  note(made: object): void {
    this.#traces.set(made, new Error().stack ?? '');
    if (this.entry !== undefined) this.#entries.set(made, this.entry);
  }

  /** The key of the entry whose function made this; undefined for what the module made by itself. */
  entryOf(made: object): string | undefined {
    return this.#entries.get(made);
  }

  /** Notes a `compile` of the model. The last one counts, because a model trains as it was compiled last. */
  noteCompile(model: Model): void {
    this.#compiled.set(this.outermost(model), new Error().stack ?? '');
  }

  /** The frames of the model's last `compile`; empty where the probe compiled it. */
  compileFrames(model: Model): readonly StackFrame[] {
    return this.framesIn(this.#compiled.get(this.outermost(model)) ?? '');
  }

  /** Gives what tfjs made for an object of user code, such as a copy, the frames of that object. */
  madeAs(made: object, original: object): void {
    this.madeAt(made, this.framesOf(original));
  }

  madeAt(made: object, frames: readonly StackFrame[]): void {
    this.#frames.set(made, frames);
  }

  /** The frames of the bundle that made it, innermost first; empty where tfjs or the probe made it by themselves. */
  framesOf(made: object): readonly StackFrame[] {
    let frames = this.#frames.get(made);
    if (!frames) this.#frames.set(made, (frames = parseFrames(this.#traces.get(made) ?? '', this.#url)));
    return frames;
  }

  framesIn(trace: string): StackFrame[] {
    return parseFrames(trace, this.#url);
  }

  /** The model that user code knows: for the functional model inside a Sequential, the Sequential. */
  outermost(model: Model): Model {
    return this.#owners.get(model) ?? model;
  }

  /** Adds an assumption about a model to `assumed`. */
  assume(model: Model, what: string): void {
    this.assumed.set(model, [...(this.assumed.get(model) ?? []), what]);
  }

  /** Adds an assumption about a layer, an input or an optimizer: each model that it becomes a part of assumes it. */
  assumeOf(made: object, what: readonly string[]): void {
    this.#assumedParts.set(made, [...(this.#assumedParts.get(made) ?? []), ...what]);
  }

  assumedOf(made: object): readonly string[] {
    return this.#assumedParts.get(made) ?? [];
  }

  noteInside(sequential: Model): void {
    const { model } = modelParts(sequential);
    if (!model) return;
    this.#owners.set(model, sequential);
    const at = this.models.indexOf(model);
    if (at >= 0) this.models.splice(at, 1);
  }

  /** A name with the number that tfjs would have given it in the first seed: tfjs counts on over all seeds. */
  nameOf(name: string): string {
    const parts = /^(.*?)([A-Za-z_]+?)(\d+)$/.exec(name);
    if (!parts) return name;
    const [, , , number] = parts;
    for (const prefix of uidPrefixes(name.slice(0, -number.length))) {
      const base = this.#uids.get(prefix);
      if (base !== undefined && Number(number) > base)
        return name.slice(0, -number.length) + String(Number(number) - base);
    }
    return name;
  }

  noteUid(prefix: string): void {
    if (!this.#uids.has(prefix)) this.#uids.set(prefix, 0);
  }
}

/** `dense_Dense` was numbered under `Dense`, `sequential_` under itself. */
function uidPrefixes(stem: string): string[] {
  const afterLast = stem.slice(stem.lastIndexOf('_') + 1);
  return afterLast === '' ? [stem] : [afterLast, stem];
}

/**
 * Wraps the construction of layers, models and variables. Called once in the life of a worker.
 *
 * The constructor of tfjs's Layer gives every layer its `id`, also where a subclass or deserialization makes it. A
 * setter on the prototype
 * therefore sees each layer, whichever factory, alias or `new` made it.
 */
export function installRecorder(recorder: Recorder): void {
  Object.defineProperty(tf.layers.Layer.prototype, 'id', {
    configurable: true,
    set(this: Layer, id: number) {
      Object.defineProperty(this, 'id', { value: id, writable: true, enumerable: true, configurable: true });
      recorder.note(this);
      recorder.noteUid(classNameOf(this));
      if (isContainer(this)) {
        recorder.noteUid(this instanceof tf.Sequential ? 'sequential_' : classNameOf(this).toLowerCase());
        recorder.models.push(this);
      } else recorder.layers.push(this);
    },
  });

  const sequential = methodsOf(tf.Sequential.prototype);
  const build = sequential.build;
  sequential.build = function (this: Model, ...values: never[]) {
    const result = build.apply(this, values);
    recorder.noteInside(this);
    return result;
  };

  const models = methodsOf(tf.LayersModel.prototype);
  const compile = models.compile;
  models.compile = function (this: Model, ...values: never[]) {
    recorder.noteCompile(this);
    return recorder.quietly(() => compile.apply(this, values));
  };

  watchGivenWeights(recorder);
  const makeVariable = engine.makeVariable.bind(engine);
  engine.makeVariable = (value, trainable, name, dtype) => {
    // A function that is called twice may make a variable of the same name twice, which tfjs refuses.
    const taken = name !== undefined && name in engine.state.registeredVariables;
    const variable = makeVariable(value, trainable, taken ? `${name}_${String(value.id)}` : name, dtype);
    if (trainable !== false) recorder.noteVariable(variable);
    return variable;
  };
  keepAlive();
}

/**
 * Notes layers that user code gives weights, by `setWeights` of a layer or a model, or by a layer's setting `weights`.
 */
function watchGivenWeights(recorder: Recorder): void {
  const layers = methodsOf(tf.layers.Layer.prototype);
  const setWeights = layers.setWeights as unknown as (weights: unknown) => void;
  layers.setWeights = function (this: Layer, weights: unknown) {
    setWeights.call(this, weights);
    const given = isContainer(this) ? layersWithin(this) : [this];
    // Some code sets weights in each step, and their values take time to read.
    if (given.every((layer) => recorder.givenWeights.has(layer))) return;
    if (Array.isArray(weights) && weights.some(holdsDifferentValues))
      for (const layer of given) recorder.givenWeights.add(layer);
  };
}

/** Weights that are all the same were set to start from, not learned. */
function holdsDifferentValues(weight: unknown): boolean {
  if (!(weight instanceof tf.Tensor)) return false;
  const values = weight.dataSync();
  return values.some((value) => value !== values[0]);
}

/**
 * Makes `dispose` do nothing, because the probe has yet to measure what user code disposes of. The end of the seed
 * disposes of everything.
 */
function keepAlive(): void {
  const spared = (): object => ({ refCountAfterDispose: 0, numDisposedVariables: 0 });
  for (const prototype of [tf.layers.Layer.prototype, Container.prototype, tf.LayersModel.prototype])
    methodsOf(prototype).dispose = spared;
  for (const prototype of optimizerPrototypes()) methodsOf(prototype).dispose = () => undefined;
}

let prototypes: readonly object[] | undefined;

/** The prototypes of tfjs's optimizers, base class first. */
export function optimizerPrototypes(): readonly object[] {
  if (prototypes) return prototypes;
  const { train } = tf;
  const found = new Set<object>();
  for (const optimizer of [
    train.sgd(1),
    train.momentum(1, 0.5),
    train.rmsprop(1),
    train.adam(),
    train.adamax(),
    train.adadelta(),
    train.adagrad(1),
  ]) {
    for (
      let p = Object.getPrototypeOf(optimizer) as object;
      p !== tf.Optimizer.prototype;
      p = Object.getPrototypeOf(p) as object
    )
      found.add(p);
    optimizer.dispose();
  }
  return (prototypes = [tf.Optimizer.prototype, ...found]);
}
