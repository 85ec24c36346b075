/** Finds the models that are left to train once user code is over, and tells which models one of them covers. */

import { positionsOf, startsWith } from '../recording/stack-frames';
import type { SeedRun } from '../seed/seed-run';
import { isContainer, type Layer, type Model, modelParts, partsOf } from '../tfjs/internals';
import { plainLayers } from '../tfjs/nested-layers';

/**
 * Models that have not been trained, in the order in which they were made; without those that are part of another
 * model, whose layers have
 * all been measured, or that the same calls made before.
 */
export function untrainedModels(seedRun: SeedRun): Model[] {
  // A constructor that threw leaves half a model behind; tfjs sets the reference count last.
  const models = seedRun.recorder.models.filter(
    (model) => modelParts(model)._refCount !== null && (!seedRun.unfinished.has(model) || seedRun.partial.has(model)),
  );
  const trained = new Set(seedRun.measured.map(({ model }) => model));
  const within = new Set<Layer>(
    models.flatMap((model) => modelParts(model).layers.filter((layer) => isContainer(layer))),
  );
  const measured = new Set<Layer>([...trained].flatMap((model) => (model ? plainLayers(model) : [])));
  const chosen: Model[] = [];
  const stacks = [...trained].flatMap((model) => (model ? [stackOf(seedRun, model)] : []));
  // Larger models first: they cover their parts, as an autoencoder covers its encoder. Models that were only loaded
  // come last.
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
    // A loaded model that another one is built on is only a part of that.
    if (isOnlyLoaded(seedRun, model) && layers.some((layer) => measured.has(layer))) continue;
    // A network with made-up weights is worth measuring only where the code itself trains it.
    if (seedRun.options.bases.isPartOfBase(model)) continue;
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

/** Whether all its layers come from files: a loaded model, or a part of one. */
function isOnlyLoaded({ recorder }: SeedRun, model: Model): boolean {
  const layers = plainLayers(model);
  return layers.length > 0 && layers.every((layer) => recorder.loaded.has(layer));
}

/** The models whose layers are all among those of `whole`, and the loaded models that it is built on. */
export function coveredBy(seedRun: SeedRun, whole: Model): Model[] {
  const own = new Set<Layer>(plainLayers(whole));
  return seedRun.recorder.models.filter((model) => {
    if (model === whole || !Array.isArray(modelParts(model).layers)) return false;
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
