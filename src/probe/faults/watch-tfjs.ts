/**
 * Watches the calls that user code makes of tfjs, so that an error that goes through one is known with its shapes,
 * names and lines.
 */

import type { Recorder } from '../recording/recorder';
import { positionsOf, type StackFrame } from '../recording/stack-frames';
import { type Layer, methodsOf, type Model, modelParts, partsOf } from '../tfjs/internals';
import { lossName } from '../tfjs/loss-and-optimizer-names';
import { sandboxError } from '../sandbox/sandbox-errors';
import { isStandIn } from '../sandbox/stand-in';
import * as tf from '../tfjs/tf';
import type { OwnFaults } from './own-faults';
import { givesNoTensor } from './own-layers';
import { watchTape } from './tape-leaks';
import { watchFreezing } from './watch-freezing';
import { named, shapesOf, wayTo } from './layers-on-the-way';
import type { Complaint, RefusedCall, Shape, Refusal } from './refused-call';

/**
 * Called once in the life of a worker, after all other patches, so that it sees a call first.
 * @param faults those of the seed under way
 * @param stepOf the training step that a model is at, from 1
 * @param disposedAt where user code disposed of a tensor; empty where that is not known
 * @param leave called where values of a step leave the tape
 */
export function watchTfjs(
  faults: () => OwnFaults,
  recorder: Recorder,
  stepOf: (model: Model) => number,
  leave: (operation: string, frames: readonly StackFrame[]) => void,
  disposedAt: (tensor: tf.Tensor) => readonly StackFrame[],
): void {
  watchTape((operation) => {
    const frames = here(recorder);
    faults().noteTapeLeak(operation, frames);
    leave(operation, frames);
  });
  watchLayers(faults, recorder);
  watchModels(faults, recorder, stepOf, disposedAt);
  watchOptimizers(faults, recorder);
}

/**
 * The same for the functions of the namespace that user code imports: factories of layers, of models, of optimizers.
 */
export function watchNamespace(namespace: Record<string, unknown>, faults: () => OwnFaults, recorder: Recorder): void {
  const watchAll = (functions: object, prefix: string, names?: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(functions).map(([name, value]) => {
        const isWatched = typeof value === 'function' && /^[a-z]/.test(name) && (names?.includes(name) ?? true);
        if (!isWatched) return [name, value as unknown];
        const run = value as (...values: unknown[]) => unknown;
        const call = `${prefix}.${name}`;
        // No arrow: some write `new tf.sequential()`.
        const watched = function (...values: unknown[]): unknown {
          return watch(
            faults,
            () => run(...values),
            () => ({ call: { call }, callFrames: here(recorder) }),
          );
        };
        return [name, Object.assign(watched, value)];
      }),
    );
  namespace.layers = watchAll(namespace.layers as object, 'tf.layers');
  namespace.train = watchRates(namespace.train as Record<string, unknown>, faults);
  for (const name of ['tensor', 'tensor2d', 'tensor3d', 'tensor4d', 'tensor5d']) {
    const run = namespace[name] as (...values: unknown[]) => unknown;
    namespace[name] = (...values: unknown[]) =>
      watch(
        faults,
        () => run(...values),
        () => ({ call: { call: `tf.${name}` }, callFrames: here(recorder), ...unevenRows(values) }),
      );
  }
  Object.assign(
    namespace,
    watchAll({ sequential: namespace.sequential, model: namespace.model, input: namespace.input }, 'tf'),
  );
}

/** Rows of other lengths than the first one's. */
function unevenRows([rows]: readonly unknown[]): Pick<Refusal, 'complaint'> {
  if (!Array.isArray(rows) || !Array.isArray(rows[0])) return {};
  const odd = rows.findIndex((row) => !Array.isArray(row) || row.length !== (rows[0] as unknown[]).length);
  if (odd < 0) return {};
  const length = (row: unknown): string => (Array.isArray(row) ? `${row.length} values` : 'no list');
  return {
    complaint: {
      code: 'shape',
      message: `The rows are not all equally long: row 0 has ${length(rows[0])}, row ${odd} has ${length(rows[odd])}.`,
    },
  };
}

/** A learning rate that is no number makes every weight NaN, and tfjs says nothing. */
function watchRates(makers: Record<string, unknown>, faults: () => OwnFaults): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(makers).map(([name, value]) => {
      const make = value as (...values: unknown[]) => object;
      const watched = (...values: unknown[]): object => {
        const optimizer = make(...values);
        const { learningRate } = optimizer as { readonly learningRate?: unknown };
        if (typeof learningRate !== 'number' || !Number.isFinite(learningRate))
          faults().noteUseless(uselessRate(name, values[0]), values[0] === undefined || Number.isNaN(values[0]));
        return optimizer;
      };
      return [name, watched];
    }),
  );
}

function uselessRate(name: string, rate: unknown): Complaint {
  const meant =
    typeof rate === 'object' && rate !== null
      ? Object.values(rate).find((value) => typeof value === 'number')
      : undefined;
  const got =
    typeof rate === 'object' && rate !== null
      ? 'an object'
      : typeof rate === 'number'
        ? String(rate)
        : rate === undefined
          ? 'nothing'
          : `a ${typeof rate}`;
  return {
    code: 'setting',
    message:
      `tf.train.${name} takes the learning rate as a number, but gets ${got}, so that every weight becomes NaN. ` +
      `Write tf.train.${name}(${meant ?? 0.01}).`,
  };
}

function watch<T>(faults: () => OwnFaults, run: () => T, refusal: () => Refusal): T {
  try {
    return run();
  } catch (error) {
    faults().noteRefusal(error, refusal);
    throw error;
  }
}

function here(recorder: Recorder): readonly StackFrame[] {
  return recorder.framesIn(new Error().stack ?? '');
}

function watchLayers(faults: () => OwnFaults, recorder: Recorder): void {
  watchFreezing(faults, recorder);
  watchApply(faults, recorder);
  watchSetWeights(faults, recorder);
  watchAdd(faults, recorder);
  watchGetLayer(faults, recorder);
}

function watchApply(faults: () => OwnFaults, recorder: Recorder): void {
  const layers = methodsOf(tf.layers.Layer.prototype);
  const apply = layers.apply as unknown as (inputs: unknown, kwargs?: unknown) => unknown;
  layers.apply = function (this: Layer, inputs: unknown, kwargs?: unknown) {
    return watch(
      faults,
      () => {
        const result = apply.call(this, inputs, kwargs);
        if ((result === undefined || result === null) && isOwnClass(this)) throw new TypeError(givesNoTensor);
        return result;
      },
      () => ({
        call: { call: 'apply', layer: named(this, recorder), ...shapesOf(inputs, recorder) },
        callFrames: here(recorder),
        madeAt: recorder.framesOf(this),
        isOwnClass: isOwnClass(this),
        ...wayTo(inputs, recorder),
      }),
    );
  };
}

function watchSetWeights(faults: () => OwnFaults, recorder: Recorder): void {
  const layers = methodsOf(tf.layers.Layer.prototype);
  const setWeights = layers.setWeights as unknown as (weights: unknown) => void;
  layers.setWeights = function (this: Layer, weights: unknown) {
    watch(
      faults,
      () => {
        setWeights.call(this, weights);
      },
      () => ({ call: { call: 'setWeights', layer: named(this, recorder) }, callFrames: here(recorder) }),
    );
  };
}

function watchAdd(faults: () => OwnFaults, recorder: Recorder): void {
  const sequential = methodsOf(tf.Sequential.prototype);
  const add = sequential.add as unknown as (layer: unknown) => void;
  sequential.add = function (this: Model, layer: unknown) {
    watch(
      faults,
      () => {
        add.call(this, layer);
      },
      () => addRefusal(layer, recorder),
    );
  };
}

function watchGetLayer(faults: () => OwnFaults, recorder: Recorder): void {
  for (const prototype of [tf.LayersModel.prototype, Object.getPrototypeOf(tf.LayersModel.prototype) as object]) {
    const methods = methodsOf(prototype);
    if (!Object.hasOwn(prototype, 'getLayer')) continue;
    const getLayer = methods.getLayer as unknown as (...values: unknown[]) => unknown;
    methods.getLayer = function (this: Model, ...values: unknown[]) {
      return watch(
        faults,
        () => {
          try {
            return getLayer.apply(this, values);
          } catch (error) {
            // A layer that only a stand-in names, the code may well find in its own run.
            throw values.some(isStandIn) && error instanceof Error ? sandboxError(error) : error;
          }
        },
        () => ({
          call: { call: 'getLayer', names: modelParts(this).layers.map((layer) => recorder.nameOf(layer.name)) },
          callFrames: here(recorder),
        }),
      );
    };
  }
}

/** What was added may be no layer at all. */
function addRefusal(layer: unknown, recorder: Recorder): Refusal {
  const callFrames = here(recorder);
  if (layer instanceof tf.layers.Layer)
    return {
      call: { call: 'model.add', layer: named(layer, recorder) },
      callFrames,
      madeAt: recorder.framesOf(layer),
      ...wayTo(partsOf(layer).inboundNodes.at(0)?.inputTensors, recorder),
    };
  const call = { call: 'model.add' };
  const factory = typeof layer === 'function' ? factoryOf(layer) : undefined;
  if (factory !== undefined)
    return {
      call,
      callFrames,
      complaint: {
        code: 'setting',
        message:
          `tf.layers.${factory} is not called, so that model.add gets a function. ` + `Write tf.layers.${factory}(…).`,
      },
    };
  if (layer instanceof tf.SymbolicTensor)
    return {
      call,
      callFrames,
      complaint: {
        code: 'setting',
        message:
          'model.add takes layers, but gets what tf.input or apply gives. Give the first layer an inputShape ' +
          'instead, or build the model by tf.model({inputs, outputs}).',
      },
    };
  return { call, callFrames };
}

/** The name that a factory of layers has in user code's namespace; wrappers carry it on. */
function factoryOf(made: object): string | undefined {
  const { tf: namespace } = globalThis as unknown as { readonly tf?: { readonly layers?: object } };
  return Object.entries(namespace?.layers ?? {}).find(([, value]) => value === made)?.[0];
}

function watchModels(
  faults: () => OwnFaults,
  recorder: Recorder,
  stepOf: (model: Model) => number,
  disposedAt: (tensor: tf.Tensor) => readonly StackFrame[],
): void {
  for (const prototype of [tf.LayersModel.prototype, tf.Sequential.prototype]) {
    const methods = methodsOf(prototype);
    const compile = methods.compile as unknown as (settings: unknown) => void;
    methods.compile = function (this: Model, settings: unknown) {
      try {
        compile.call(this, settings);
      } catch (error) {
        faults().noteRefusal(error, () => ({
          call: { call: 'model.compile', ...notCalled(settings) },
          callFrames: here(recorder),
          ...repeatedName(this, error, recorder),
        }));
        faults().noteFailedTraining(recorder.outermost(this), error);
        throw error;
      }
    };
    for (const name of ['predict', 'evaluate'] as const) {
      const run = methods[name] as unknown as (...values: unknown[]) => unknown;
      methods[name] = function (this: Model, ...values: unknown[]) {
        return watch(
          faults,
          () => run.apply(this, values),
          () => ({ call: trainingCall(this, `model.${name}`, recorder), callFrames: here(recorder) }),
        );
      };
    }
    for (const name of ['fit', 'fitDataset', 'trainOnBatch'] as const) {
      const run = methods[name] as unknown as (...values: unknown[]) => Promise<unknown>;
      methods[name] = async function (this: Model, ...values: unknown[]) {
        // Behind the first step of the promise the caller is gone from the stack.
        const callFrames = here(recorder);
        const model = recorder.outermost(this);
        try {
          const result = await run.apply(this, values);
          faults().noteTrained(model);
          return result;
        } catch (error) {
          faults().noteRefusal(error, () => ({
            call: trainingCall(this, `model.${name}`, recorder),
            callFrames,
            step: stepOf(model),
            ...disposed(values, disposedAt),
          }));
          faults().noteFailedTraining(model, error);
          throw error;
        }
      };
    }
  }
}

/** tfjs stumbles over a tensor that is gone without saying so. */
function disposed(
  values: readonly unknown[],
  disposedAt: (tensor: tf.Tensor) => readonly StackFrame[],
): Pick<Refusal, 'complaint'> {
  const gone = values.map((value) => tensorsIn(value).filter((tensor) => tensor.isDisposed));
  const [x, y] = gone.map((tensors) => tensors.length > 0);
  if (!x && !y) return {};
  const places = gone
    .flat()
    .map(disposedAt)
    .filter((frames) => frames.length > 0)
    .slice(0, 1);
  const where =
    places.length > 0
      ? 'on {line 0}, by dispose() or at the end of the tf.tidy there'
      : 'by dispose(), or at the end of the tf.tidy that made the tensor';
  const which = x && y ? 'x and y were' : x ? 'x was' : 'y was';
  return {
    complaint: {
      code: 'data',
      message: `${which} disposed before the training: ${where}. ` + 'Keep it (tf.keep), or return it from tf.tidy.',
      ...(places.length > 0 && { places: places.map(positionsOf) }),
    },
  };
}

function tensorsIn(value: unknown): tf.Tensor[] {
  if (value instanceof tf.Tensor) return [value as tf.Tensor];
  return Array.isArray(value) ? value.flatMap(tensorsIn) : [];
}

/** The last of the layers that share a name. */
function repeatedName(model: Model, error: unknown, recorder: Recorder): Pick<Refusal, 'madeAt'> {
  const name = /^The name "(.+?)" is used/.exec(error instanceof Error ? error.message : '')?.[1];
  const layer = name === undefined ? undefined : modelParts(model).layers.findLast((one) => one.name === name);
  return layer ? { madeAt: recorder.framesOf(layer) } : {};
}

function notCalled(settings: unknown): Pick<RefusedCall, 'notCalled'> {
  const optimizer = (settings as { readonly optimizer?: unknown } | undefined)?.optimizer;
  if (typeof optimizer !== 'function') return {};
  const { tf: namespace } = globalThis as unknown as { readonly tf?: { readonly train?: object } };
  const name = Object.entries(namespace?.train ?? {}).find(([, value]) => value === optimizer)?.[0];
  return { notCalled: name === undefined ? optimizer.name : `tf.train.${name}` };
}

function trainingCall(model: Model, call: string, recorder: Recorder): RefusedCall {
  const { inputs, outputs, loss } = modelParts(recorder.outermost(model));
  const shapes = (tensors: readonly tf.SymbolicTensor[] | undefined): Shape[] =>
    (tensors ?? []).map(({ shape }) => shape);
  return { call, model: { inputs: shapes(inputs), outputs: shapes(outputs), loss: lossName(loss) } };
}

function watchOptimizers(faults: () => OwnFaults, recorder: Recorder): void {
  const methods = methodsOf(tf.Optimizer.prototype);
  for (const name of ['minimize', 'computeGradients', 'applyGradients'] as const) {
    const run = methods[name] as unknown as (...values: unknown[]) => unknown;
    methods[name] = function (this: tf.Optimizer, ...values: unknown[]) {
      faults().startLoss();
      try {
        const result = run.apply(this, values);
        faults().noteStep();
        return result;
      } catch (error) {
        const callFrames = here(recorder);
        faults().noteRefusal(error, () => ({ call: { call: `optimizer.${name}` }, callFrames }));
        // Without the user's frames it is a step of `fit`.
        if (callFrames.length > 0) faults().noteFailedStep(error);
        throw error;
      }
    };
  }
}

/** Whether user code defines the class, or extends one of tfjs's by it. */
function isOwnClass(layer: Layer): boolean {
  return !Object.values(tf.serialization.SerializationMap.getMap().classNameMap).some(
    ([made]) => (made as unknown) === layer.constructor,
  );
}
