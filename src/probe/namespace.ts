/** The tfjs that user code imports: the real one, but for what would leave the sandbox or throw away what is to be probed. */

import { inputsOf, isPutIn } from './input-shapes';
import { nextTurn } from './pace';
import type { Recorder } from './recorder';
import { standIn } from './stand-in';
import * as tf from './tf';
import { holdsStandIn, tolerantFactories, tolerantOperations, tolerantOptimizers } from './tolerance';

export const tfKey = Symbol.for('gradline.tf');
export const standInKey = Symbol.for('gradline.standIn');
export const entriesKey = Symbol.for('gradline.entries');

/** Thrown where user code asks for a pretrained model that cannot be reached. */
export class NeedsWeights extends Error {
  override readonly name = 'NeedsWeights';

  constructor(
    readonly source: string,
    message = `Needs weights from ${source}, which cannot be loaded here.`,
  ) {
    super(message);
  }
}

/** Functions of tfjs that take functions or configurations of the user's, not tensors: they see stand-ins as they are. */
const notOperations = new Set(['tidy', 'dispose', 'keep', 'grad', 'grads', 'valueAndGrad', 'valueAndGrads', 'variableGrads', 'customGrad', 'model', 'sequential', 'input', 'time', 'profile', 'memory', 'env', 'engine', 'registerKernel', 'registerGradient', 'registerOp', 'print']);

/**
 * @param recorder told where optimizers are made, and what was assumed for whom
 * @param onNeedsWeights told of each model that could not be loaded, at the call
 */
export function makeNamespace(recorder: Recorder, onNeedsWeights: (error: NeedsWeights) => void): object {
  const refuse = (source: unknown): Promise<never> => {
    const error = new NeedsWeights(typeof source === 'string' ? source : 'a file');
    onNeedsWeights(error);
    return Promise.reject(error);
  };
  const note = (made: object, assumed: readonly string[]): void => {
    // A symbolic input is no part of a model; the layer that it comes out of is.
    recorder.assumeOf(made instanceof tf.SymbolicTensor ? made.sourceLayer : made, assumed);
  };
  const all = tf as unknown as Readonly<Record<string, unknown>>;
  const operations = Object.fromEntries(Object.entries(all).filter(([name, value]) => typeof value === 'function' && !notOperations.has(name)));
  // Static methods of a class, which spreading it would lose.
  const makers = tf.train as unknown as Readonly<Record<string, unknown>>;
  const optimizers = Object.fromEntries(['sgd', 'momentum', 'adadelta', 'adagrad', 'rmsprop', 'adamax', 'adam'].map((name) => [name, makers[name]]));
  return {
    ...tf,
    ...tolerantOperations(operations),
    ...tolerantFactories({ input: tf.input, sequential: tf.sequential }, note),
    // No arrow: some write `new tf.model(...)`.
    model: function (config: { inputs?: unknown; outputs?: unknown }) {
      if (!holdsStandIn(config.outputs)) return tf.model(withInputs(config) as Parameters<typeof tf.model>[0]);
      onNeedsWeights(new NeedsWeights('another model', 'This model is made of parts of another one, which is loaded or handed in and is not there.'));
      return standIn('tf.model()');
    },
    layers: tolerantLayers(note),
    util: { ...tf.util, ...tolerantOperations(tf.util) },
    browser: { ...tf.browser, ...tolerantOperations(tf.browser) },
    train: tolerantOptimizers(
      optimizers,
      (make) => {
        const optimizer = recorder.quietly(make);
        recorder.note(optimizer);
        return optimizer;
      },
      note,
    ),
    // A handler made by code (tf.io.fromMemory) carries its weights with it.
    loadLayersModel: (source: unknown, options?: tf.io.LoadOptions) =>
      isMemory(source) ? tf.loadLayersModel(source as tf.io.IOHandler, options) : refuse(source),
    loadGraphModel: (source: unknown) => refuse(source),
    nextFrame: nextTurn,
    ready: () => Promise.resolve(),
    setBackend: () => Promise.resolve(true),
    registerBackend: () => true,
    removeBackend: () => undefined,
    disposeVariables: () => undefined,
    node: standIn('tf.node'),
  };
}

/** A model between a stand-in and real outputs begins where these begin; so does one that lacks an input which was put in for a stand-in. */
function withInputs(config: { inputs?: unknown; outputs?: unknown }): object {
  const outputs: unknown[] = Array.isArray(config.outputs) ? config.outputs : [config.outputs];
  if (!outputs.every((output) => output instanceof tf.SymbolicTensor)) return config;
  if (holdsStandIn(config.inputs)) return { ...config, inputs: inputsOf(outputs) };
  const given: unknown[] = Array.isArray(config.inputs) ? config.inputs : [config.inputs];
  const needed = inputsOf(outputs);
  if (!needed.some((input) => isPutIn(input) && !given.includes(input))) return config;
  // What nothing depends on is no input of the model that there is.
  return { ...config, inputs: needed };
}

/** Factories by their names; `Layer` and the like are classes. */
function tolerantLayers(note: (made: object, assumed: readonly string[]) => void): object {
  const entries = Object.entries(tf.layers);
  return { ...tf.layers, ...tolerantFactories(Object.fromEntries(entries.filter(([name]) => /^[a-z]/.test(name))), note) };
}

function isMemory(source: unknown): boolean {
  return typeof source === 'object' && source !== null && 'load' in source && !/HTTP|Browser|LocalStorage|IndexedDB/.test(source.constructor.name);
}
