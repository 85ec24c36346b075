/** Trains, on synthetic batches, the models that user code built and never trained. */

import { compileIfNeeded, usualInstead } from '../facade/default-compile';
import { isContainer, type Layer, type Model, modelParts, partsOf } from '../tfjs/internals';
import { plainLayers } from '../tfjs/nested-layers';
import type { RawFailure } from '../protocol/result';
import type { SeedRun } from '../seed/seed-run';
import { positionsOf, startsWith } from '../recording/stack-frames';
import { StopSignal } from '../time/stop-signal';
import { trainBuilt } from './training-hooks';

/** Models that stay, in the order in which they were made. */
export async function trainBuiltModels(seedRun: SeedRun): Promise<void> {
  for (const model of seedRun.recorder.models) {
    if (modelParts(model)._refCount === null || !seedRun.requested.hasModel(model)) continue;
    if (modelParts(model).layers.length > 0 && plainLayers(model).length === 0)
      seedRun.fail(
        failure(
          seedRun,
          model,
          'not-trainable',
          'This model has an input layer and no other, so there is nothing in it to train.',
        ),
      );
    if (modelParts(model).layers.length === 0)
      seedRun.fail(
        failure(seedRun, model, 'no-layers', 'This model had got no layers when all that could run here had run.'),
      );
  }
  for (const model of candidates(seedRun)) {
    if (seedRun.expired && seedRun.measured.length > 0) return;
    try {
      const subject = seedRun.measuredModel(model);
      const { recorder } = seedRun;
      subject.assume(...compileIfNeeded(model, recorder.compileGiven(model), recorder.compileFailures.get(model)));
      if (modelParts(model).trainableWeights.length === 0) {
        const isFrozen = plainLayers(model).some((layer) => partsOf(layer).weights.length > 0);
        seedRun.fail(
          failure(
            seedRun,
            model,
            'not-trainable',
            isFrozen
              ? `All layers of ${subject.name} are frozen (trainable = false): nothing in it is trained, so there is no gradient to measure.`
              : `${subject.name} has no trainable weights.`,
          ),
        );
        continue;
      }
      await trainWithAny(seedRun, model);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      const reason = hasNoGradient(message) ? 'not-trainable' : 'unsupported';
      seedRun.fail(
        failure(
          seedRun,
          model,
          reason,
          reason === 'not-trainable' ? `The loss does not reach the weights of the model: ${message}` : message,
        ),
      );
    }
  }
}

/** What tfjs says of a loss that does not lead back to the weights. */
function hasNoGradient(message: string): boolean {
  return /Cannot find a connection|expects at least one of the input variables|Cannot compute gradient/.test(message);
}

/** With its own optimizer and loss; where parts of these that are the user's own code fail before the first step, with usual ones in their place. */
async function trainWithAny(seedRun: SeedRun, model: Model): Promise<void> {
  try {
    await trainBuilt(seedRun, model);
  } catch (error) {
    const subject = seedRun.measuredModel(model);
    if (error instanceof StopSignal || subject.losses.length > 0 || subject.isPassedOver) throw error;
    const message = error instanceof Error ? error.message : String(error);
    // It would fail in the user's hands as well.
    if (hasNoGradient(message)) throw error;
    for (const { settings, assumed } of usualInstead(
      model,
      seedRun.recorder.compileGiven(model),
      message.split('\n')[0],
    )) {
      model.compile(settings);
      try {
        await trainBuilt(seedRun, model);
        subject.assume(...assumed);
        return;
      } catch (again) {
        if (again instanceof StopSignal || subject.losses.length > 0) throw again;
      }
    }
    throw error;
  }
}

/** Not those that were trained, that are part of another model, whose layers were all measured, or that were made before by the same calls. */
function candidates(seedRun: SeedRun): Model[] {
  // A constructor that threw leaves a model behind that is none; tfjs sets the reference count as the last thing.
  const models = seedRun.recorder.models.filter(
    (model) => modelParts(model)._refCount !== null && !seedRun.unfinished.has(model),
  );
  const trained = new Set(seedRun.measured.map((subject) => subject.model));
  const within = new Set<Layer>(
    models.flatMap((model) => modelParts(model).layers.filter((layer) => isContainer(layer))),
  );
  const measured = new Set<Layer>([...trained].flatMap((model) => (model ? plainLayers(model) : [])));
  const chosen: Model[] = [];
  const stacks = [...trained].flatMap((model) => (model ? [stackOf(seedRun, model)] : []));
  // Larger models first, so that a part of one (an encoder of an autoencoder) is seen to be covered by it. What was only loaded comes last.
  const order = [...models].sort(
    (a, b) =>
      Number(isOnlyLoaded(seedRun, a)) - Number(isOnlyLoaded(seedRun, b)) ||
      plainLayers(b).length - plainLayers(a).length,
  );
  for (const model of order) {
    const layers = plainLayers(model);
    if (
      trained.has(model) ||
      within.has(model) ||
      layers.length === 0 ||
      seedRun.repeated.has(model) ||
      !seedRun.requested.hasModel(model)
    )
      continue;
    // A base is there for the model that is built on it.
    if (isOnlyLoaded(seedRun, model) && layers.some((layer) => measured.has(layer))) continue;
    if (
      layers.every((layer) => measured.has(layer) || partsOf(layer).weights.length === 0) &&
      layers.some((layer) => measured.has(layer))
    )
      continue;
    const stack = stackOf(seedRun, model);
    if (stacks.some((known) => known.length > 0 && startsWith(known, stack))) continue;
    stacks.push(stack);
    for (const layer of layers) measured.add(layer);
    chosen.push(model);
  }
  return chosen.sort((a, b) => models.indexOf(a) - models.indexOf(b));
}

/** Whether all layers come out of files: a loaded model, or a part of one. */
function isOnlyLoaded({ recorder }: SeedRun, model: Model): boolean {
  const layers = plainLayers(model);
  return layers.length > 0 && layers.every((layer) => recorder.loaded.has(layer));
}

/** The models that `subject` covers: all their layers are among its own, or it is built on them. */
export function coveredBy(seedRun: SeedRun, subject: Model): Model[] {
  const own = new Set<Layer>(plainLayers(subject));
  return seedRun.recorder.models.filter((model) => {
    if (model === subject || !Array.isArray(modelParts(model).layers)) return false;
    const layers = plainLayers(model);
    return (
      layers.length > 0 &&
      (layers.every((layer) => own.has(layer)) ||
        (isOnlyLoaded(seedRun, model) && layers.some((layer) => own.has(layer))))
    );
  });
}

function stackOf(seedRun: SeedRun, made: object): ReturnType<typeof positionsOf> {
  return positionsOf(seedRun.recorder.framesOf(made));
}

function failure(seedRun: SeedRun, model: Model, reason: RawFailure['reason'], message: string): RawFailure {
  return { at: 'model', label: seedRun.recorder.nameOf(model.name), reason, message, stack: stackOf(seedRun, model) };
}
