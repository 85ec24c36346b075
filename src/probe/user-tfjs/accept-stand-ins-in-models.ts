/** Lets user code compile and run models with stand-ins: `compile` gets usual settings, predictions give stand-ins. */

import { methodsOf, type Model, modelParts } from '../tfjs/internals';
import { usualCompile } from '../training/default-compile';
import type { Recorder } from '../recording/recorder';
import { missingPart } from '../sandbox/missing-parts';
import { isStandIn, standIn } from '../sandbox/stand-in';
import { holdsStandIn } from './accept-stand-ins';
import * as tf from '../tfjs/tf';

interface Settings {
  readonly optimizer?: unknown;
  readonly loss?: unknown;
  readonly metrics?: unknown;
}

/**
 * Wraps `compile`, `predict`, `predictOnBatch` and `evaluate`. Called once in the life of a worker.
 * @param noteStandInInput called with each model that user code runs on a stand-in
 */
export function acceptStandInsInModels(recorder: Recorder, noteStandInInput: (model: Model) => void): void {
  for (const prototype of [tf.LayersModel.prototype, tf.Sequential.prototype]) {
    const methods = methodsOf(prototype);
    const compile = methods.compile as unknown as (settings: Settings) => void;
    methods.compile = function (this: Model, settings: Settings) {
      const given = withoutStandIns(this, settings, recorder);
      try {
        compile.call(this, given);
        recorder.compileFailures.delete(this);
      } catch (error) {
        recorder.compileFailures.set(this, error instanceof Error ? error.message : String(error));
        compileWithLess(this, given, compile, recorder);
        throw error;
      }
    };
    for (const name of ['predict', 'predictOnBatch', 'evaluate'] as const) {
      const run = methods[name] as unknown as (...values: unknown[]) => unknown;
      methods[name] = function (this: Model, ...values: unknown[]) {
        if (!values.slice(0, 2).some(holdsStandIn)) return run.apply(this, values);
        noteStandInInput(this);
        return standIn(`${this.name}.${name}()`);
      };
    }
  }
}

/**
 * Compiles a model whose `compile` threw without its metrics, which training does not need, and then with the usual
 * loss. Where both fail, tfjs is left with half a compilation, which this undoes.
 */
function compileWithLess(
  model: Model,
  settings: Settings,
  compile: (settings: Settings) => void,
  recorder: Recorder,
): void {
  const { optimizer, loss } = settings;
  try {
    compile.call(model, { optimizer, loss });
  } catch {
    try {
      const instead = usualCompile(model, recorder.compileGiven(model));
      compile.call(model, { optimizer, loss: instead.loss });
      recorder.assumeOf(model, instead.assumed.loss);
    } catch {
      const { model: inner = model } = modelParts(model);
      (inner as unknown as { optimizer_: unknown }).optimizer_ = undefined;
    }
  }
}

/** The settings with the usual optimizer and loss in place of stand-ins. */
function withoutStandIns(model: Model, settings: Settings, recorder: Recorder): Settings {
  if (isStandIn(settings)) return withoutStandIns(model, { optimizer: settings, loss: settings }, recorder);
  if (![settings.optimizer, settings.loss, settings.metrics].some(holdsStandIn)) return settings;
  const instead = usualCompile(model, recorder.compileGiven(model));
  const optimizer = isStandIn(settings.optimizer) ? instead.optimizer : settings.optimizer;
  const loss = holdsStandIn(settings.loss) ? instead.loss : settings.loss;
  if (optimizer !== settings.optimizer) recorder.assumeOf(model, instead.assumed.optimizer);
  if (loss !== settings.loss) {
    const missing = missingPart(settings.loss);
    recorder.assumeOf(model, instead.assumed.loss);
    if (missing) recorder.assumeOf(model, [`its own loss could not be used: the probe lacks ${missing.name}`]);
  }
  return { ...settings, optimizer, loss, metrics: holdsStandIn(settings.metrics) ? undefined : settings.metrics };
}
