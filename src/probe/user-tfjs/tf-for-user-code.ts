/** Makes the tfjs that user code imports: it neither leaves the sandbox nor disposes of what is measured. */

import { partLeftOut } from '../../report/report';
import { missingPart } from '../sandbox/missing-parts';
import { sandboxError } from '../sandbox/sandbox-errors';
import type { MadeUpBases } from '../bases/made-up-bases';
import { inputsOf, isSubstitute } from './input-shapes';
import { builtOnAnother } from '../protocol/result';
import { type FailureSink, modelLoaders } from './model-loaders';
import { savedModelsOfBrowser } from './model-savers';
import { yieldToEventLoop } from '../time/clock';
import type { Recorder } from '../recording/recorder';
import type { SavedModels } from './saved-model-requests';
import { positionsOf } from '../recording/stack-frames';
import { isStandIn, noteRefusedRequest, standIn, standInName } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';
import {
  holdsStandIn,
  factoriesAcceptingStandIns,
  operationsAcceptingStandIns,
  optimizersAcceptingStandIns,
} from './accept-stand-ins';

/** Functions of tfjs that take functions or configurations, not tensors: stand-ins reach them unchanged. */
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
 * @param recorder notes where optimizers are made and what was assumed
 * @param models gets saved models from the host
 * @param bases what takes the place of models without their weights
 * @param hooks.fail receives each model that cannot be loaded, or cannot be made from what was loaded
 * @param hooks.noteShuffle called where user code shuffles a list by itself
 * @param isGuarded as in the job
 */
export function makeTfForUserCode(
  recorder: Recorder,
  models: SavedModels,
  bases: MadeUpBases,
  { fail, noteShuffle }: { readonly fail: FailureSink; readonly noteShuffle: (list: ArrayLike<unknown>) => void },
  isGuarded: boolean,
): object {
  const { loaders, io } = modelLoaders(recorder, models, bases, fail);
  const note = (made: object, assumed: readonly string[]): void => {
    // A model keeps its input layers, not the symbolic tensors that they give.
    recorder.assumeOf(made instanceof tf.SymbolicTensor ? made.sourceLayer : made, assumed);
  };
  const all = tf as unknown as Readonly<Record<string, unknown>>;
  const operations = Object.fromEntries(
    Object.entries(all).filter(([name, value]) => typeof value === 'function' && !notOperations.has(name)),
  );
  // Static methods of a class: a spread of it would lose them.
  const makers = tf.train as unknown as Readonly<Record<string, unknown>>;
  const optimizers = Object.fromEntries(
    ['sgd', 'momentum', 'adadelta', 'adagrad', 'rmsprop', 'adamax', 'adam'].map((name) => [name, makers[name]]),
  );
  return {
    ...tf,
    ...operationsAcceptingStandIns(operations, isGuarded),
    ...factoriesAcceptingStandIns({ input: tf.input, sequential: tf.sequential }, note, isGuarded),
    model: modelFactory(recorder, fail),
    layers: layersAcceptingStandIns(note, isGuarded),
    image: { ...tf.image, ...operationsAcceptingStandIns(tf.image, isGuarded) },
    util: {
      ...tf.util,
      ...operationsAcceptingStandIns({ ...tf.util, shuffle: notedShuffle(noteShuffle) }, isGuarded),
    },
    browser: { ...tf.browser, ...operationsAcceptingStandIns(tf.browser, isGuarded) },
    train: optimizersAcceptingStandIns(
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
    nextFrame: () => nextFrameOfSeed(recorder),
    ready: () => Promise.resolve(),
    setBackend: () => Promise.resolve(true),
    registerBackend: () => true,
    removeBackend: () => undefined,
    disposeVariables: () => undefined,
    node: standIn('tf.node'),
  };
}

/** A `tf.util.shuffle` whose calls are noted: two lists that belong together lose their order by it. */
function notedShuffle(note: (list: ArrayLike<unknown>) => void): typeof tf.util.shuffle {
  return (list) => {
    note(list);
    tf.util.shuffle(list);
  };
}

/** A `tf.model` that gives a stand-in where a model would consist of stand-ins. */
function modelFactory(recorder: Recorder, fail: FailureSink): (config: ModelConfig) => object {
  // No arrow function: some code writes `new tf.model(...)`.
  return function (given) {
    const { config, missing } = withoutMissingLast(given);
    if (!holdsStandIn(config.outputs)) {
      try {
        const model = tf.model(withInputs(config) as Parameters<typeof tf.model>[0]);
        if (missing.length > 0) recorder.assumeOf(model, missing.map(partLeftOut));
        return model;
      } catch (error) {
        // Nothing may connect stand-ins for inputs with the outputs.
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
          : `Needs weights from ${source}, which it downloads when it runs; a probe has no network. ` +
            'Save them into the workspace, and load them from there by tf.loadLayersModel.',
      stack: positionsOf(recorder.framesIn(new Error().stack ?? '')),
    });
    return standIn('tf.model()');
  };
}

/** Takes what the missing last parts of a model were given as its outputs, and names these parts. */
function withoutMissingLast(config: ModelConfig): { config: ModelConfig; missing: readonly string[] } {
  const isList = Array.isArray(config.outputs);
  const outputs: readonly unknown[] = isList ? (config.outputs as unknown[]) : [config.outputs];
  const parts = outputs.map(missingPart);
  if (!parts.some((part) => part && part.tensors.length > 0)) return { config, missing: [] };
  const rest = outputs.map((output, index) => parts[index]?.tensors.at(0) ?? output);
  return {
    config: { ...config, outputs: isList ? rest : rest[0] },
    missing: parts.flatMap((part) => part?.name ?? []),
  };
}

interface ModelConfig {
  readonly inputs?: unknown;
  readonly outputs?: unknown;
}

/** A dataset that fails when user code reads its first row, as a dataset over a missing file would. */
function unreachableTable(source: unknown, config: unknown): unknown {
  if (isStandIn(source)) return standIn('tf.data.csv()');
  const input = {
    iterator: () => {
      noteRefusedRequest();
      return Promise.reject(
        sandboxError(new Error(`There are no files and no network in the probe: ${String(source)} was not read.`)),
      );
    },
  };
  return Reflect.construct(tf.data.CSVDataset, [input, config]) as unknown;
}

/**
 * Completes the inputs of a model. Where they are stand-ins, or where the probe has put in an input of its own, the
 * model begins at the inputs that its outputs depend on.
 */
function withInputs(config: ModelConfig): object {
  const outputs: unknown[] = Array.isArray(config.outputs) ? config.outputs : [config.outputs];
  if (!outputs.every((output) => output instanceof tf.SymbolicTensor)) return config;
  if (holdsStandIn(config.inputs)) return { ...config, inputs: inputsOf(outputs) };
  const given: unknown[] = Array.isArray(config.inputs) ? config.inputs : [config.inputs];
  const needed = inputsOf(outputs);
  if (!needed.some((input) => isSubstitute(input) && !given.includes(input))) return config;
  // tfjs refuses an input that no output depends on.
  return { ...config, inputs: needed };
}

/** `tf.layers` with factories that accept stand-ins; `Layer` and the like are classes, and stay. */
function layersAcceptingStandIns(note: (made: object, assumed: readonly string[]) => void, isGuarded: boolean): object {
  const entries = Object.entries(tf.layers);
  return {
    ...tf.layers,
    ...factoriesAcceptingStandIns(Object.fromEntries(entries.filter(([name]) => /^[a-z]/.test(name))), note, isGuarded),
  };
}

/** The package of ready-made models that a stand-in stands for. */
function sourceOf(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(sourceOf).find((source) => source !== undefined);
  return isStandIn(value) ? /^@tensorflow-models\/[\w-]+/.exec(standInName(value))?.[0] : undefined;
}

/**
 * `tf.nextFrame` of the seed under way. A loop that still waits for its frame when the seed is over waits for good: in
 * the next seed it would go on training variables that are gone.
 */
async function nextFrameOfSeed(recorder: Recorder): Promise<void> {
  const { address } = recorder;
  await yieldToEventLoop();
  if (recorder.address !== address) await new Promise<never>(() => undefined);
}
