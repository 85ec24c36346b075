/** One training step as the probe makes it, with the taps and the meter of a probe job, and as plain tfjs makes it. */

import { TensorOrigins } from '../../src/probe/recording/tensor-origins';
import { MadeUpBases } from '../../src/probe/bases/made-up-bases';
import { modelParts } from '../../src/probe/tfjs/internals';
import { RealData } from '../../src/probe/data/real-data';
import { installRecorder, Recorder } from '../../src/probe/recording/recorder';
import { SeedRun } from '../../src/probe/seed/seed-run';
import { StepMeter } from '../../src/probe/measuring/step-meter';
import { installTaps } from '../../src/probe/measuring/taps';
import { PendingWork } from '../../src/probe/time/pending-work';
import * as tf from '../../src/probe/tfjs/tf';
import { installTrainingHooks } from '../../src/probe/training/training-hooks';
import type { Trained } from './models';

export interface Steps {
  /** tfjs's own `trainOnBatch`. */
  readonly plain: (trained: Trained) => Promise<unknown>;
  /** The same call as the probe's user code sees it. */
  readonly probed: (trained: Trained) => Promise<unknown>;
}

/**
 * Installs the probe's hooks, which can be done once in a process; models must be made afterwards. In plain steps the
 * hooks measure nothing.
 */
export function installSteps(): Steps {
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with a model as its receiver below
  const trainOnBatch = tf.LayersModel.prototype.trainOnBatch;
  const recorder = new Recorder();
  const seedRun = new SeedRun(recorder, {
    bases: new MadeUpBases(recorder),
    realData: new RealData([], Infinity, new PendingWork(), 1),
    origins: new TensorOrigins(() => true),
    seed: 1,
    isGuarded: false,
    otherCode: 'none',
    misspelt: {},
    steps: Infinity,
    deadline: Infinity,
    progress: () => undefined,
    entered: () => undefined,
  });
  seedRun.measuring = false;
  const meter = new StepMeter(seedRun);
  installRecorder(recorder);
  meter.install();
  installTaps(meter);
  installTrainingHooks(() => seedRun, meter);
  return {
    // A Sequential leaves training to the functional model inside it.
    plain: ({ model, x, y }) => trainOnBatch.call(modelParts(model).model ?? model, x, y),
    async probed({ model, x, y }) {
      seedRun.measuring = true;
      try {
        await model.trainOnBatch(x, y);
      } finally {
        seedRun.measuring = false;
      }
    },
  };
}
