/** Notes where in the bundle each layer, model and variable is made, however it is made, and keeps them alive until they are probed. */

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
import * as tf from '../tfjs/tf';

/** What was made in one seed. */
export class Recorder {
  readonly models: Model[] = [];
  readonly layers: Layer[] = [];
  readonly variables: Variable[] = [];
  /** Layers and models that came out of files. */
  readonly loaded = new Set<Layer>();
  /** Things noted for a model because user code didn't say them, such as an input shape. */
  readonly assumed = new Map<Layer, string[]>();
  readonly #assumedParts = new Map<object, readonly string[]>();
  readonly #traces = new Map<object, string>();
  readonly #frames = new Map<object, readonly StackFrame[]>();
  /** The functional model inside a Sequential, and the Sequential it works for. */
  readonly #owners = new Map<Model, Model>();
  readonly #uids = new Map<string, number>();
  readonly #compiled = new Map<Model, string>();
  /** The input shape that was given for a model, should its own code give none. */
  shapeGiven: (model: Model) => GivenShape | undefined = () => undefined;
  /** What was given for a model to be compiled with, should its own code not do it. */
  compileGiven: (model: Model) => GivenCompile | undefined = () => undefined;
  /** What the user's own `compile` of a model threw. */
  readonly compileFailures = new WeakMap<Model, string>();
  /** The key of the function that the probe has called and that is under way. */
  entry: string | undefined;
  #entries = new WeakMap<object, string>();
  #url = '';
  #quiet = false;

  /** The bundle's frames are told by its address, which changes with each seed. */
  startSeed(url: string): void {
    Error.stackTraceLimit = stackTraceLimit;
    this.#url = url;
    this.entry = undefined;
    this.#entries = new WeakMap();
    for (const known of [this.models, this.layers, this.variables]) known.length = 0;
    this.loaded.clear();
    for (const map of [this.assumed, this.#assumedParts, this.#traces, this.#frames, this.#owners, this.#compiled])
      map.clear();
    // tfjs counts names on over all seeds; counting from here makes them the same in each.
    for (const prefix of this.#uids.keys()) this.#uids.set(prefix, Number(getUid(prefix).slice(prefix.length)));
  }

  /** Runs code of tfjs that makes variables for itself, such as an optimizer's constructor: they are none of the user's. */
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

  /** The key of the function that was called by the probe when this was made; undefined for what the module makes by itself. */
  entryOf(made: object): string | undefined {
    return this.#entries.get(made);
  }

  /** A model compiled again trains as it was compiled last. */
  noteCompile(model: Model): void {
    this.#compiled.set(this.outermost(model), new Error().stack ?? '');
  }

  /** The calls of user code that led to the model's last `compile`; empty where it was not user code that compiled it. */
  compileFrames(model: Model): readonly StackFrame[] {
    return this.framesIn(this.#compiled.get(this.outermost(model)) ?? '');
  }

  /** Lets something that tfjs made on the user's behalf count as made where the user's own object was. */
  madeAs(made: object, original: object): void {
    this.madeAt(made, this.framesOf(original));
  }

  madeAt(made: object, frames: readonly StackFrame[]): void {
    this.#frames.set(made, frames);
  }

  /** Frames of the bundle that led to the making, innermost first; empty where user code had no part in it. */
  framesOf(made: object): readonly StackFrame[] {
    let frames = this.#frames.get(made);
    if (!frames) this.#frames.set(made, (frames = parseFrames(this.#traces.get(made) ?? '', this.#url)));
    return frames;
  }

  framesIn(trace: string): StackFrame[] {
    return parseFrames(trace, this.#url);
  }

  /** The model that user code knows: the Sequential for the functional model inside it. */
  outermost(model: Model): Model {
    return this.#owners.get(model) ?? model;
  }

  /** Something that user code left open and the probe decided. */
  assume(model: Model, what: string): void {
    this.assumed.set(model, [...(this.assumed.get(model) ?? []), what]);
  }

  /** The same for a layer, an input or an optimizer, on behalf of every model that it becomes part of. */
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

  /** A name as it would be in the first seed: tfjs's automatic numbers start over. */
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
 * Every layer, also one that a subclass or deserialization makes, is given its `id` by the constructor of tfjs's Layer: a setter on the
 * prototype sees each of them, so that no factory, alias or `new` can slip by.
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

  const makeVariable = engine.makeVariable.bind(engine);
  engine.makeVariable = (value, trainable, name, dtype) => {
    // Code that is entered twice may make a variable of the same name twice.
    const taken = name !== undefined && name in engine.state.registeredVariables;
    const variable = makeVariable(value, trainable, taken ? `${name}_${String(value.id)}` : name, dtype);
    if (trainable !== false) recorder.noteVariable(variable);
    return variable;
  };
  keepAlive();
}

/** What user code throws away must last until it has been probed; the end of the seed disposes of everything. */
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
