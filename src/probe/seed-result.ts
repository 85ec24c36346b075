/** Puts together what a seed has measured. */

import type { MeasuredModel } from './measuring/measured-model';
import { onlyFirstLayers, partLeftOut, partsLeftOut } from '../report/report';
import type { RawModel, SeedResult } from './protocol/result';
import { positionsOf } from './recording/stack-frames';
import { sourcesOfStandInNumbers } from './sandbox/stand-in';
import type { SeedRun } from './seed/seed-run';
import type { Variable } from './tfjs/internals';
import { plainLayers } from './tfjs/nested-layers';
import { coveredBy } from './training/untrained-models';

/** The most forced branches that a report names. */
const mostBranches = 3;

/** @param isOver otherwise models are still training, and have as many steps as they have taken */
export function seedModels(
  seedRun: SeedRun,
  isOver: boolean,
): Pick<SeedResult, 'models' | 'failures' | 'ownFaults' | 'trainingMs'> {
  const { failures, ownFaults, repeated, recorder, trainingMs } = seedRun;
  const measured = seedRun.measured.filter(({ model }) => !model || !repeated.has(model));
  const connectedElsewhere = (one: MeasuredModel): ReadonlySet<Variable> =>
    new Set(measured.filter((other) => other !== one).flatMap((other) => [...other.connected]));
  noteSharedLayers(measured);
  const models = measured.map((one) => ({
    ...(seedRun.alike.count(one) > 1 && { alike: seedRun.alike.count(one) }),
    ...withoutMissing(
      withReason(
        one,
        { ...withDetours(one.result(connectedElsewhere(one), isOver), seedRun), ...notAsRun(one, seedRun) },
        seedRun,
      ),
      one,
      seedRun,
    ),
    parts: [
      ...new Set([
        ...(one.model ? coveredBy(seedRun, one.model).map((model) => recorder.framesOf(model)) : []),
        ...seedRun.options.bases.placesUnder(one),
      ]),
    ].map(positionsOf),
  }));
  return { models, failures, ownFaults: ownFaults.found, trainingMs };
}

/** Models that train the same layers in turns, such as those of a GAN, change what each other's loss means. */
function noteSharedLayers(measured: readonly MeasuredModel[]): void {
  const layers = measured.map(({ model }) => new Set(model ? plainLayers(model) : []));
  measured.forEach((one, at) => {
    const isShared = layers.some((others, other) => other !== at && [...layers[at]].some((layer) => others.has(layer)));
    if (isShared) one.shareLayers();
  });
}

/** How the probe ran a model in spite of an error of the code's own. */
function notAsRun({ model, data, entry }: MeasuredModel, seedRun: SeedRun): Pick<RawModel, 'notAsRun'> {
  const { ownFaults, partial } = seedRun;
  if (model && partial.has(model)) return { notAsRun: onlyFirstLayers(plainLayers(model).length) };
  if (ownFaults.hasReplaced) return { notAsRun: 'with the language’s own functions put back' };
  const shapeFrom = model && ownFaults.shapeFrom(plainLayers(model));
  if (shapeFrom === 'of its data') return { notAsRun: 'with the input shape of its data' };
  if (shapeFrom === 'assumed') return { notAsRun: 'with an assumed input shape' };
  if (ownFaults.hasUselessRate) return { notAsRun: 'a learning rate that is no number' };
  if (ownFaults.hasStoppedModule && entry === 'built' && data === 'synthetic') return { notAsRun: 'made-up data' };
  const failed = entry === 'loop' ? ownFaults.failedLoop : model && ownFaults.failedTraining(model);
  if (!failed) return ownFaults.hasIgnoredSettings ? { notAsRun: 'without settings that tfjs passes over' } : {};
  return { notAsRun: data === 'synthetic' ? 'made-up data' : 'only the steps before its training fails' };
}

/** Says of a model that it was run without the parts which the probe does not have. */
function withoutMissing(raw: RawModel, { model }: MeasuredModel, seedRun: SeedRun): RawModel {
  const loops = (model ? seedRun.linesOfEmptyLoops(model) : []).map((line) => `the layers of the loop on line ${line}`);
  const assumed = [...raw.assumed, ...[...loops, ...missingNumbers(raw)].map(partLeftOut)];
  const parts = partsLeftOut(assumed);
  if (parts.length === 0) return raw;
  const without = `without ${parts.join(' and ')}`;
  return { ...raw, assumed, notAsRun: raw.notAsRun === undefined ? without : `${raw.notAsRun}, ${without}` };
}

/** What a page answers is mostly a setting; data do not come from there. */
const ofPages = /^(?:document|window|navigator|location|localStorage|\$|jQuery)(?!\w)/;

/** The most stand-ins for data that a report names. */
const mostSources = 3;

/**
 * What other code of the project or page would have given the data: where a model begins with no number at all, and
 * the code has computed with stand-ins, these can be the reason.
 */
function missingNumbers({ data, losses, dataFacts }: RawModel): readonly string[] {
  const facts = [...(dataFacts?.inputs ?? []), ...(dataFacts?.targets ?? [])];
  const isEmpty = ({ nan, shape, rows }: (typeof facts)[number]): boolean =>
    nan === shape.slice(1).reduce((all, size) => all * size, rows);
  if (data !== 'user' || losses.length === 0 || Number.isFinite(losses[0])) return [];
  if (facts.length > 0 && !facts.some(isEmpty)) return [];
  return sourcesOfStandInNumbers()
    .filter((name) => !ofPages.test(name))
    .slice(0, mostSources);
}

/**
 * Adds to a model's assumptions why the probe measured it on made-up data, where an error is the reason: one of the
 * code's own, or one that ended the module before it trained the model.
 */
function withReason({ model, trainedAt }: MeasuredModel, raw: RawModel, { recorder, failures }: SeedRun): RawModel {
  const isExplained = raw.assumed.some((one) => one.startsWith('made-up data: '));
  if (raw.data !== 'synthetic' || isExplained) return raw;
  if (raw.notAsRun === undefined) {
    const stop =
      raw.entry === 'built' ? failures.find(({ at, reason }) => at === 'import' && reason === 'threw') : undefined;
    return stop ? { ...raw, assumed: [...raw.assumed, `made-up data: the code stopped with «${stop.message}»`] } : raw;
  }
  const failsToCompile = model !== undefined && recorder.compileFailures.has(model);
  const stops = trainedAt.length > 0 ? 'its own training call fails' : 'the code stops before it trains';
  return { ...raw, assumed: [...raw.assumed, `made-up data: ${failsToCompile ? 'its own compile fails' : stops}`] };
}

/** Adds to a model's assumptions which failures the probe passed over to reach it, and which branches it forced. */
function withDetours(model: RawModel, { passedOver, forcedBranches }: SeedRun): RawModel {
  const assumed = [...model.assumed];
  if (forcedBranches.length > 0) {
    const others = forcedBranches.length > mostBranches ? ' and others' : '';
    assumed.push(`the branch that leads to a model on ${forcedBranches.slice(0, mostBranches).join(', ')}${others}`);
  }
  if (passedOver.length > 0) {
    const more = passedOver.length > 1 ? ` and ${passedOver.length - 1} more` : '';
    assumed.push(`passed over what cannot run here: ${passedOver[0]}${more}`);
  }
  return { ...model, assumed };
}
