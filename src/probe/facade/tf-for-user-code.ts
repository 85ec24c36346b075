/** The tfjs that user code imports: the real one, but for what would leave the sandbox or throw away what is to be probed. */

import { inputsOf, isPutIn } from './input-shapes';
import { builtOnAnother } from '../protocol/result';
import { type FailureSink, modelLoaders } from './model-loaders';
import { savedModelsOfBrowser } from './model-savers';
import { yieldToEventLoop } from '../time/clock';
import type { Recorder } from '../recording/recorder';
import type { SavedModels } from './saved-model-requests';
import { positionsOf } from '../recording/stack-frames';
import { isStandIn, standIn, standInName } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';
import { holdsStandIn, tolerantFactories, tolerantOperations, tolerantOptimizers } from './open-settings';

/** Functions of tfjs that take functions or configurations of the user's, not tensors: they see stand-ins as they are. */
const notOperations = new Set([
  'tidy',
  'dispose',
  'keep',
  'grad',
  'grads',
  'valueAndGrad',
  'valueAndGrads',
  'variableGrads',
  'customGrad',
  'model',
  'sequential',
  'input',
  'time',
  'profile',
  'memory',
  'env',
  'engine',
  'registerKernel',
  'registerGradient',
  'registerOp',
  'print',
]);

/**
 * @param recorder told where optimizers are made, and what was assumed for whom
 * @param models where saved models come from
 * @param fail told of each model that could not be loaded, or made of what was
 * @param isGuarded as in the job
 */
export function makeNamespace(recorder: Recorder, models: SavedModels, fail: FailureSink, isGuarded: boolean): object {
  const { loaders, io } = modelLoaders(recorder, models, fail);
  const note = (made: object, assumed: readonly string[]): void => {
    // A symbolic input is no part of a model; the layer that it comes out of is.
    recorder.assumeOf(made instanceof tf.SymbolicTensor ? made.sourceLayer : made, assumed);
  };
  const all = tf as unknown as Readonly<Record<string, unknown>>;
  const operations = Object.fromEntries(
    Object.entries(all).filter(([name, value]) => typeof value === 'function' && !notOperations.has(name)),
  );
  // Static methods of a class, which spreading it would lose.
  const makers = tf.train as unknown as Readonly<Record<string, unknown>>;
  const optimizers = Object.fromEntries(
    ['sgd', 'momentum', 'adadelta', 'adagrad', 'rmsprop', 'adamax', 'adam'].map((name) => [name, makers[name]]),
  );
  return {
    ...tf,
    ...tolerantOperations(operations, isGuarded),
    ...tolerantFactories({ input: tf.input, sequential: tf.sequential }, note, isGuarded),
    // No arrow: some write `new tf.model(...)`.
    model: function (config: { inputs?: unknown; outputs?: unknown }) {
      if (!holdsStandIn(config.outputs)) {
        try {
          return tf.model(withInputs(config) as Parameters<typeof tf.model>[0]);
        } catch (error) {
          // Between inputs that are stood in for and outputs there may be nothing to go by.
          if (!holdsStandIn(config.inputs)) throw error;
        }
      }
      const source = sourceOf(config.outputs) ?? sourceOf(config.inputs);
      fail({
        label: source ?? 'another model',
        reason: 'needs-weights',
        message:
          source === undefined
            ? builtOnAnother
            : `Needs weights from ${source}, which it downloads when it runs; a probe has no network. Save them into the workspace, and load them from there by tf.loadLayersModel.`,
        stack: positionsOf(recorder.framesIn(new Error().stack ?? '')),
      });
      return standIn('tf.model()');
    },
    layers: tolerantLayers(note, isGuarded),
    util: { ...tf.util, ...tolerantOperations(tf.util, isGuarded) },
    browser: { ...tf.browser, ...tolerantOperations(tf.browser, isGuarded) },
    train: tolerantOptimizers(
      optimizers,
      (make) => {
        const optimizer = recorder.quietly(make);
        recorder.note(optimizer);
        return optimizer;
      },
      note,
    ),
    ...loaders,
    io: { ...tf.io, ...savedModelsOfBrowser, ...io },
    data: {
      ...tf.data,
      csv: unreachableTable,
      webcam: standIn('tf.data.webcam'),
      microphone: standIn('tf.data.microphone'),
    },
    nextFrame: yieldToEventLoop,
    ready: () => Promise.resolve(),
    setBackend: () => Promise.resolve(true),
    registerBackend: () => true,
    removeBackend: () => undefined,
    disposeVariables: () => undefined,
    node: standIn('tf.node'),
  };
}

/** A dataset whose lines cannot be had: that shows when they are asked for, as it would with a file that is missing. */
function unreachableTable(source: unknown, config: unknown): unknown {
  if (isStandIn(source)) return standIn('tf.data.csv()');
  const input = {
    iterator: () =>
      Promise.reject(new Error(`There are no files and no network in the probe: ${String(source)} was not read.`)),
  };
  return Reflect.construct(tf.data.CSVDataset, [input, config]) as unknown;
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
function tolerantLayers(note: (made: object, assumed: readonly string[]) => void, isGuarded: boolean): object {
  const entries = Object.entries(tf.layers);
  return {
    ...tf.layers,
    ...tolerantFactories(Object.fromEntries(entries.filter(([name]) => /^[a-z]/.test(name))), note, isGuarded),
  };
}

/** The package of ready-made models that a stand-in came out of. */
function sourceOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(sourceOf).find((source) => source !== undefined);
  return isStandIn(value) ? /^@tensorflow-models\/[\w-]+/.exec(standInName(value))?.[0] : undefined;
}
