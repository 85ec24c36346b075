/** Trains the models that user code built and never trained, on the data that a comment names or on synthetic ones. */

import { compileIfNeeded, usualCompileInstead } from './default-compile';
import { type Model, modelParts, partsOf } from '../tfjs/internals';
import * as tf from '../tfjs/tf';
import { plainLayers } from '../tfjs/nested-layers';
import { otherSize } from '../faults/reshape-sizes';
import { untrainableLayer } from '../faults/untrainable-layers';
import type { OwnFault, RawFailure } from '../protocol/result';
import { isOutOfMemory, memoryMessage } from '../backend/memory';
import type { SeedRun } from '../seed/seed-run';
import { positionsOf } from '../recording/stack-frames';
import { StopSignal } from '../time/stop-signal';
import { trainBuilt } from './train';
import { coveredBy, untrainedModels } from './untrained-models';

/** In the order in which they were made. What cannot be trained is a failure of the seed. */
export async function trainBuiltModels(seedRun: SeedRun): Promise<void> {
  for (const model of seedRun.recorder.models) {
    if (modelParts(model)._refCount === null || !seedRun.requested.hasModel(model)) continue;
    const message = whyEmpty(model);
    if (message) seedRun.fail(failure(seedRun, model, ...message));
  }
  for (const model of untrainedModels(seedRun)) {
    if (seedRun.expired && seedRun.measured.length > 0) return;
    try {
      await trainBuiltModel(seedRun, model);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (isOutOfMemory(error)) {
        const weights = modelParts(model).trainableWeights.reduce(
          (sum, { shape }) => sum + tf.util.sizeFromShape([...shape]),
          0,
        );
        const { name } = seedRun.measuredModel(model);
        seedRun.fail(failure(seedRun, model, 'too-large', memoryMessage(`Training ${name}`, weights, error)));
        return;
      }
      const own = untrainableBy(seedRun, model, message);
      if (own) seedRun.ownFaults.noteBuilt(own);
      seedRun.fail(
        hasNoGradient(message)
          ? failure(seedRun, model, 'not-trainable', `The loss does not reach the weights of the model: ${message}`)
          : failure(seedRun, model, 'unsupported', message, own),
      );
    }
  }
  noteUnusedBases(seedRun);
}

/** Bases that no training rests on have nothing to measure. */
function noteUnusedBases(seedRun: SeedRun): void {
  for (const { title, advice, places } of seedRun.options.bases.unused()) {
    for (const frames of places)
      seedRun.fail({
        at: 'model',
        label: title,
        reason: 'needs-weights',
        message: advice,
        stack: positionsOf(frames),
      });
  }
}

function whyEmpty(model: Model): [reason: RawFailure['reason'], message: string] | undefined {
  if (modelParts(model).layers.length === 0)
    return ['no-layers', 'This model has no layers after all code that can run here has run.'];
  if (plainLayers(model).length > 0) return undefined;
  return ['not-trainable', 'This model has an input layer and no other, so there is nothing in it to train.'];
}

async function trainBuiltModel(seedRun: SeedRun, model: Model): Promise<void> {
  const { recorder } = seedRun;
  const measured = seedRun.measuredModel(model);
  measured.assume(...compileIfNeeded(model, recorder.compileGiven(model), recorder.compileFailures.get(model)));
  if (modelParts(model).trainableWeights.length > 0) return trainWithAnySettings(seedRun, model);
  const isFrozen = plainLayers(model).some((layer) => partsOf(layer).weights.length > 0);
  const message = isFrozen
    ? `All layers of ${measured.name} are frozen (trainable = false): ` +
      'nothing in it is trained, so there is no gradient to measure.'
    : `${measured.name} has no trainable weights.`;
  seedRun.fail(failure(seedRun, model, 'not-trainable', message));
}

/** Whether tfjs refused because the loss does not depend on the weights. */
function hasNoGradient(message: string): boolean {
  return /Cannot find a connection|expects at least one of the input variables|Cannot compute gradient/.test(message);
}

/**
 * Trains with the model's own optimizer and loss. Where one of them is user code and fails before the first step, a
 * usual one takes its place.
 */
async function trainWithAnySettings(seedRun: SeedRun, model: Model): Promise<void> {
  try {
    await trainBuilt(seedRun, model);
  } catch (error) {
    const measured = seedRun.measuredModel(model);
    if (error instanceof StopSignal || measured.losses.length > 0 || measured.isPassedOver) throw error;
    const message = error instanceof Error ? error.message : String(error);
    // Without the probe it would fail in the same way.
    if (hasNoGradient(message)) throw error;
    for (const { settings, assumed } of usualCompileInstead(
      model,
      seedRun.recorder.compileGiven(model),
      message.split('\n')[0],
    )) {
      model.compile(settings);
      try {
        await trainBuilt(seedRun, model);
        measured.assume(...assumed);
        return;
      } catch (again) {
        if (again instanceof StopSignal || measured.losses.length > 0) throw again;
      }
    }
    throw error;
  }
}

/** The fault of a layer that the code puts into the model and that no training of TensorFlow.js can get past. */
function untrainableBy({ recorder, ownFaults, options }: SeedRun, model: Model, message: string): OwnFault | undefined {
  if (options.isGuarded || ownFaults.failedTraining(model)) return undefined;
  if (otherSize.test(message)) return ownFaults.unfitAmong(plainLayers(model));
  const found = untrainableLayer(model, message);
  return found && { ...found.complaint, stack: positionsOf(recorder.framesOf(found.layer)) };
}

/**
 * Where the code's own training of the model failed through its own fault, that fault is why nothing can train it.
 * @param untrainable the fault of a layer that keeps the model from being trained
 */
function failure(
  seedRun: SeedRun,
  model: Model,
  reason: RawFailure['reason'],
  message: string,
  untrainable?: OwnFault,
): RawFailure {
  const { recorder, ownFaults } = seedRun;
  const own = ownFaults.failedTraining(model) ?? untrainable;
  const within = coveredBy(seedRun, model).map((part) => positionsOf(recorder.framesOf(part)));
  return {
    at: 'model',
    label: recorder.nameOf(model.name),
    reason,
    message,
    stack: positionsOf(recorder.framesOf(model)),
    ...(within.length > 0 && { within }),
    ...(own && { own }),
  };
}
