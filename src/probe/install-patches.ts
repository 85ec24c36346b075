/** Installs the patches of tfjs that a job needs, in the one order that works. */

import { installGatherGradient } from './backend/gather-gradient';
import type { MadeUpBases } from './bases/made-up-bases';
import { installInputShapes } from './user-tfjs/input-shapes';
import { installModelSavers } from './user-tfjs/model-savers';
import { acceptStandInsInModels } from './user-tfjs/accept-stand-ins-in-models';
import { hasNoShapeSetting } from './user-tfjs/accept-stand-ins';
import { installQuickPredict } from './user-tfjs/quick-predict';
import { installWeightLimit } from './user-tfjs/weight-limit';
import type { StepMeter } from './measuring/step-meter';
import { installTaps } from './measuring/taps';
import { positionsOf } from './recording/stack-frames';
import { installRecorder, type Recorder } from './recording/recorder';
import type { TensorOrigins } from './recording/tensor-origins';
import type { CurrentSeed } from './seed/current-seed';
import type { TensorKeeper } from './seed/tensor-keeper';
import { installTrainingHooks } from './training/training-hooks';
import { watchLossTape } from './losses/watch-losses';
import { watchTfjs } from './faults/watching/watch-tfjs';

export interface PatchedBy {
  readonly recorder: Recorder;
  readonly bases: MadeUpBases;
  readonly keeper: TensorKeeper;
  readonly origins: TensorOrigins;
  readonly meter: StepMeter;
  readonly current: CurrentSeed;
  /** As in the job. */
  readonly isGuarded: boolean;
  /** Receives each place that user code could not save a model to. */
  readonly noteUnsaved: (what: string) => void;
}

/**
 * Installs all patches. Called once in the life of a worker: after `startBackend`, as the recorder makes optimizers,
 * which are made of
 * tensors; and before any user code.
 *
 * A patch wraps those that were installed before it, so that it sees a call first. These are wrapped more than once:
 *
 * | method | seen first by | then by | why |
 * | --- | --- | --- | --- |
 * | `LayersModel.compile` | open compile | bases, recorder | each attempt of open compile is a call of `compile` |
 * | `engine.gradients` | meter | bases | the bases under a loss are known when the meter tells of the step |
 * | `LayersModel.predict` | open compile | quick predict | quick predict never reads a stand-in, which would count as
 * its use |
 * | `Layer.addWeight` | weight limit | input shapes | a weight that is refused leaves no note of an assumed shape |
 * | `Layer.apply` | taps | input shapes | none: taps only look at tensors, input shapes only at stand-ins |
 *
 * All other methods are wrapped once, so that the order of their patches is free.
 */
export function installPatches({
  recorder,
  bases,
  keeper,
  origins,
  meter,
  current,
  isGuarded,
  noteUnsaved,
}: PatchedBy): void {
  // The recorder comes first. It makes and disposes of an optimizer of each class to find the prototypes that the meter
  // wraps as well; then it takes `dispose` away.
  installRecorder(recorder);

  // Networks that user code builds on, while their weights are missing.
  bases.install();

  // Settings that user code leaves open, or for which it has only a stand-in.
  installInputShapes(recorder, isGuarded, (layer, shape) => {
    current.run.ownFaults.noteMissingShape(layer, { saysNothing: hasNoShapeSetting(layer), shape });
  });
  installQuickPredict();
  acceptStandInsInModels(recorder, (model) => {
    bases.noteStandInInput(model);
  });
  installWeightLimit();

  // Measuring.
  installGatherGradient();
  keeper.install();
  origins.install();
  meter.install();
  installTaps(meter);
  watchLossTape(() => meter.trace, recorder);

  // Training, which the probe takes over from user code.
  installTrainingHooks(() => current.run, meter);
  installModelSavers(noteUnsaved);

  // Last, so that it sees each call of user code before all others do.
  watchTfjs(
    () => current.run.ownFaults,
    recorder,
    (model) => current.run.measuredModel(model).losses.length + 1,
    (operation, frames) => {
      meter.trace?.noteLeak({ operation, stack: positionsOf(frames) });
    },
    (tensor) => recorder.framesIn(origins.traceOfDisposal(tensor) ?? ''),
  );
}
