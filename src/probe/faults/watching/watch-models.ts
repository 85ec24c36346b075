/** Watches the calls that user code makes of models: compile, predict, evaluate and what trains. */

import type { Recorder } from '../../recording/recorder';
import type { StackFrame } from '../../recording/stack-frames';
import { methodsOf, type Model, modelParts } from '../../tfjs/internals';
import { lossName } from '../../tfjs/loss-and-optimizer-names';
import * as tf from '../../tfjs/tf';
import { disposedBeforeTraining } from '../disposed-tensors';
import type { OwnFaults } from '../own-faults';
import { ignoredInTraining } from '../complaints/ignored-settings';
import type { RefusedCall, Refusal, Shape } from '../complaints/refused-call';
import { untrainableLayer } from '../untrainable-layers';
import { uncalledFunction } from './uncalled-functions';
import { callingFrames, watchCall } from './watch-calls';

/**
 * Wraps the methods of tfjs's models. Called once in the life of a worker.
 * @param stepOf the training step that a model is at, from 1
 * @param disposedAt where user code disposed of a tensor; empty where that is not known
 */
export function watchModels(
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
          callFrames: callingFrames(recorder),
          ...repeatedName(this, error, recorder),
        }));
        faults().noteFailedTraining(recorder.outermost(this), error);
        throw error;
      }
    };
    for (const name of ['predict', 'evaluate'] as const) {
      const run = methods[name] as unknown as (...values: unknown[]) => unknown;
      methods[name] = function (this: Model, ...values: unknown[]) {
        return watchCall(
          faults,
          () => run.apply(this, values),
          () => ({ call: trainingCall(this, `model.${name}`, recorder), callFrames: callingFrames(recorder) }),
        );
      };
    }
    for (const name of ['fit', 'fitDataset', 'trainOnBatch'] as const) {
      const run = methods[name] as unknown as (...values: unknown[]) => Promise<unknown>;
      methods[name] = async function (this: Model, ...values: unknown[]) {
        // The frames are read here, because after the first await the caller is gone from the stack.
        const callFrames = callingFrames(recorder);
        const model = recorder.outermost(this);
        // A training that is still under way when its seed ends fails over disposed tensors, while the next seed runs.
        const ofSeed = faults();
        ofSeed.noteIgnored(ignoredInTraining(name, values), callFrames);
        try {
          const result = await run.apply(this, values);
          ofSeed.noteTrained(model);
          return result;
        } catch (error) {
          ofSeed.noteRefusal(error, () => ({
            call: trainingCall(this, `model.${name}`, recorder),
            callFrames,
            step: stepOf(model),
            ...disposedBeforeTraining(values, disposedAt),
            ...untrainable(model, error, recorder),
          }));
          ofSeed.noteFailedTraining(model, error);
          throw error;
        }
      };
    }
  }
}

function untrainable(model: Model, error: unknown, recorder: Recorder): Pick<Refusal, 'complaint' | 'madeAt'> {
  const found = error instanceof Error ? untrainableLayer(model, error.message) : undefined;
  return found ? { complaint: found.complaint, madeAt: recorder.framesOf(found.layer) } : {};
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
  const name = uncalledFunction('train', optimizer);
  return { notCalled: name === undefined ? optimizer.name : `tf.train.${name}` };
}

function trainingCall(model: Model, call: string, recorder: Recorder): RefusedCall {
  const { inputs, outputs, loss } = modelParts(recorder.outermost(model));
  const shapes = (tensors: readonly tf.SymbolicTensor[] | undefined): Shape[] =>
    (tensors ?? []).map(({ shape }) => shape);
  return { call, model: { inputs: shapes(inputs), outputs: shapes(outputs), loss: lossName(loss) } };
}
