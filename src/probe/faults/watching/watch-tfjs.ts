/**
 * Watches the calls that user code makes of tfjs, so that an error that goes through one is known with its shapes,
 * names and lines.
 */

import type { Recorder } from '../../recording/recorder';
import type { StackFrame } from '../../recording/stack-frames';
import { methodsOf, type Model } from '../../tfjs/internals';
import * as tf from '../../tfjs/tf';
import type { OwnFaults } from '../own-faults';
import { ignoredSetting, layerSettings } from '../complaints/ignored-settings';
import type { Complaint, Refusal } from '../complaints/refused-call';
import { wrappedPartComplaint } from './wrapped-parts';
import { sandboxError } from '../../sandbox/sandbox-errors';
import { standInUses } from '../../sandbox/stand-in';
import { newVariable, watchTape, watchTapeFunctions } from '../tape-leaks';
import { callingFrames, watchCall } from './watch-calls';
import { watchDisposed } from './watch-disposed';
import { watchLayers } from './watch-layers';
import { watchModels } from './watch-models';
import { watchNewWeights } from './watch-new-weights';
import { positionsOf } from '../../recording/stack-frames';

/**
 * Wraps what user code calls of tfjs. Called once in the life of a worker, after all other patches, so that it sees
 * each call first.
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
    const frames = callingFrames(recorder);
    faults().noteTapeLeak(operation, frames);
    if (operation !== newVariable) leave(operation, frames);
  });
  watchLayers(faults, recorder);
  watchModels(faults, recorder, stepOf, disposedAt);
  watchOptimizers(faults, recorder);
  watchDisposed(faults, recorder, disposedAt);
}

/**
 * Wraps the functions of the namespace that user code imports: those that make layers, models, optimizers and tensors.
 */
export function watchNamespace(namespace: Record<string, unknown>, faults: () => OwnFaults, recorder: Recorder): void {
  watchTapeFunctions(namespace, (operation) => {
    faults().noteTapeLeak(operation, callingFrames(recorder));
  });
  watchNewWeights(namespace, () => positionsOf(callingFrames(recorder)));
  const noteIgnoredSettings = (made: tf.layers.Layer, call: string, settings: unknown): void => {
    // A layer without the one that it wraps throws here, and would throw wherever it is used.
    const known = [...layerSettings, ...Object.keys(made.getConfig())];
    const complaint = ignoredSetting(call, settings, known);
    if (complaint) faults().noteMisspelt(made, complaint, callingFrames(recorder));
  };
  const watchAll = (functions: object, prefix: string, names?: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(functions).map(([name, value]) => {
        const isWatched = typeof value === 'function' && /^[a-z]/.test(name) && (names?.includes(name) ?? true);
        if (!isWatched) return [name, value as unknown];
        const run = value as (...values: unknown[]) => unknown;
        const call = `${prefix}.${name}`;
        // No arrow function: some code writes `new tf.sequential()`.
        const watched = function (...values: unknown[]): unknown {
          return watchCall(
            faults,
            () => {
              const made = run(...values);
              if (made instanceof tf.layers.Layer && prefix === 'tf.layers') noteIgnoredSettings(made, call, values[0]);
              return made;
            },
            () => ({
              call: { call },
              callFrames: callingFrames(recorder),
              ...(prefix === 'tf.layers' && wrappedPartComplaint(name, values[0])),
            }),
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
      watchCall(
        faults,
        () => run(...values),
        () => ({ call: { call: `tf.${name}` }, callFrames: callingFrames(recorder), ...unevenRows(values) }),
      );
  }
  Object.assign(
    namespace,
    watchAll({ sequential: namespace.sequential, model: namespace.model, input: namespace.input }, 'tf'),
  );
}

/** Complains about rows of a length other than the first row's. */
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

/** Watches learning rates: one that is no number makes every weight NaN, and tfjs says nothing. */
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

function watchOptimizers(faults: () => OwnFaults, recorder: Recorder): void {
  const methods = methodsOf(tf.Optimizer.prototype);
  for (const name of ['minimize', 'computeGradients', 'applyGradients'] as const) {
    const run = methods[name] as unknown as (...values: unknown[]) => unknown;
    methods[name] = function (this: tf.Optimizer, ...values: unknown[]) {
      faults().startLoss();
      const usesBefore = standInUses();
      try {
        const result = run.apply(this, values);
        faults().noteStep();
        return result;
      } catch (error) {
        const callFrames = callingFrames(recorder);
        const { buildsInStep } = faults();
        faults().noteRefusal(error, () => ({ call: { call: `optimizer.${name}`, buildsInStep }, callFrames }));
        // A call without frames of user code is a step of `fit`.
        if (callFrames.length > 0) faults().noteFailedStep(error);
        const complaint = standInUses() > usesBefore ? ofStandIns : faults().piece.hasGuesses ? ofNoWeights : undefined;
        throw complaint && !faults().isOwn(error) ? withoutData(error, complaint) : error;
      }
    };
  }
}

/** What tfjs says of a loss that it computes from stand-ins, which have neither a shape nor weights. */
const ofStandIns = /^(?:Error in \w+: +Shapes|Cannot find a connection|variableGrads\(\) expects)/;
/** The same where the code makes no variables at all, so that they would have to be among the arguments. */
const ofNoWeights = /^variableGrads\(\) expects.*none of the 0 variables/;

/** The error that says what a step lacks, in place of one that tfjs throws because of it. */
function withoutData(error: unknown, complaint: RegExp): unknown {
  if (!(error instanceof Error) || !complaint.test(error.message)) return error;
  const message = 'The loss of this loop reads stand-ins, because nothing here gives it its data';
  return sandboxError(new Error(message, { cause: error }));
}
