/**
 * Describes, after a model's first step, how it is trained: loss, optimizer, learning rate, the call that set it up.
 */

import type { MadeUpBases } from '../bases/made-up-bases';
import type { MeasuredModel } from '../measuring/measured-model';
import type { Recorder } from '../recording/recorder';
import { positionsOf, type StackFrame } from '../recording/stack-frames';
import { modelParts } from '../tfjs/internals';
import { lossName, optimizerName } from '../tfjs/loss-and-optimizer-names';
import { layersWithin } from '../tfjs/nested-layers';
import type * as tf from '../tfjs/tf';

/** @param optimizer the one that took the step; undefined where the model's own did */
export function describeSetUp(
  measured: MeasuredModel,
  optimizer: tf.Optimizer | undefined,
  recorder: Recorder,
  bases: MadeUpBases,
): void {
  const { model } = measured;
  const used = optimizer ?? (model && modelParts(model).optimizer);
  const made = model ? [model, ...layersWithin(model)] : recorder.variables;
  const entries = [...made.map((one) => recorder.entryOf(one)), recorder.entry];
  const isOwnCall = measured.trainedAt.length > 0;
  const data = measured.data === 'user' ? 'own' : isOwnCall ? 'stood in' : 'made up';
  const madeUp = bases.noteTraining(measured, model, data);
  measured.describe({
    loss: model && measured.entry !== 'loop' ? lossName(modelParts(model).loss) : 'custom',
    optimizer: used ? optimizerName(used) : 'none',
    learningRate: learningRateOf(used),
    compiledAt: positionsOf(setUpFrames(measured, used, recorder)),
    optimizerAt: positionsOf(used ? recorder.framesOf(used) : []),
    entries: new Set(entries.filter((entry) => entry !== undefined)),
    madeUp,
  });
  const parts = model ? [...made, ...(used ? [used] : [])] : [];
  for (const what of [...parts.flatMap((part) => recorder.assumedOf(part)), ...madeUp])
    if (!measured.assumed.includes(what)) measured.assume(what);
}

/**
 * The call of `compile`; for a hand-written loop the call that made its optimizer, or else the call of the step under
 * way.
 */
function setUpFrames(
  { model, entry }: MeasuredModel,
  optimizer: tf.Optimizer | undefined,
  recorder: Recorder,
): readonly StackFrame[] {
  if (model && entry !== 'loop') return recorder.compileFrames(model);
  const made = optimizer ? recorder.framesOf(optimizer) : [];
  return made.length > 0 ? made : recorder.framesIn(new Error().stack ?? '');
}

function learningRateOf(optimizer: tf.Optimizer | undefined): number {
  const rate = (optimizer as unknown as { learningRate?: unknown } | undefined)?.learningRate;
  return typeof rate === 'number' ? rate : NaN;
}
