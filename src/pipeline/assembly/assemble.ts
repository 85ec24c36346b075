/** Merges the results of all seeds into one report for each model, at the user's lines. */

import { diagnose, addRealBesideGenerated } from '../../diagnosis/index';
import { type Argument, argumentText, isAssumed } from '../../report/argument';
import { isSameLine, isSamePosition } from '../../report/position';
import { inputShapeName, lossSetting, optimizerSetting, settingText } from '../../report/model-settings';
import type { RawDataFacts, RawModel, RawOrigin, RawTensorFacts, SeedResult } from '../../probe/protocol/result';
import type { BackendFault, DataFacts, ModelReport, NonFiniteOrigin, PlacedTensorFacts } from '../../report/report';
import { formatCount } from '../../report/format';
import type { EntryPoint, ModelSite, SourceSites } from '../../source/sites/sites';
import { assembleLayer } from './assemble-layer';
import { assembleLosses } from './assemble-losses';
import { type SplitNotes, splitNotes } from './split-notes';
import type { Placement, Placer } from './placer';
import { firstLine } from './quote';
import { modelKeys } from './model-keys';
import { unreadInTargets, type UnreadInFile } from './unread-targets';

/** The probed file, the models in its text, and the functions that the probe may have called. */
export interface ProbedText {
  readonly file: string;
  readonly sites: Pick<SourceSites, 'models'>;
  readonly entries: readonly EntryPoint[];
  readonly unread?: UnreadInFile | undefined;
}

/** The note on a model whose code gives it trained weights, but no data to train them on. */
const unjudged = 'not judged: the code gives its weights, and the data are made up';

interface SeededModel {
  readonly seed: SeedResult;
  readonly model: RawModel;
}

/**
 * @param results one for each seed that has ended, in order
 * @param standIns names of imports and objects that stand-ins replaced
 * @param backendFaults by site key: models whose numbers are not finite on their backend, and finite on another
 * @param asked steps of each seed and seeds, once no more will come; a model that lacks some of them was cut short
 * @returns one report for each model that any seed trained, in the order in which the code made them
 */
export async function assembleModels(
  results: readonly SeedResult[],
  placer: Placer,
  standIns: readonly string[],
  text: ProbedText,
  backendFaults: ReadonlyMap<string, BackendFault> = new Map<string, BackendFault>(),
  asked?: AskedFor,
): Promise<ModelReport[]> {
  const reports: ModelReport[] = [];
  for (const [key, group] of groupBySite(results)) {
    const report = await assembleModel(
      group,
      placer,
      standIns,
      text,
      backendFaults.get(key),
      asked && cutShort(group, results, asked),
    );
    if (report) reports.push(report);
  }
  return addRealBesideGenerated(reports);
}

/** Steps of each seed, and how many seeds. */
interface AskedFor {
  readonly steps: number;
  readonly seeds: number;
}

/** `stopped after 4 of 30 steps, in 1 of 3 seeds`; undefined for a model that has all of them. */
function cutShort(
  group: readonly SeededModel[],
  results: readonly SeedResult[],
  { steps, seeds }: AskedFor,
): string | undefined {
  const isCut = group.some(({ model }) => model.isCutShort);
  if (!isCut && results.length >= seeds) return undefined;
  const taken = Math.max(...group.map(({ model }) => model.losses.length));
  return [
    `stopped after ${isCut ? `${taken} of ${steps} steps` : formatCount(taken, 'step')}`,
    ...(results.length < seeds ? [`in ${results.length} of ${formatCount(seeds, 'seed')}`] : []),
  ].join(', ');
}

/** The results of the same model in each seed, by its site key. */
function groupBySite(results: readonly SeedResult[]): Map<string, SeededModel[]> {
  const groups = new Map<string, SeededModel[]>();
  for (const seed of results) {
    const keys = modelKeys(seed);
    seed.models.forEach((model, index) => {
      const group = groups.get(keys[index]);
      if (group) group.push({ seed, model });
      else groups.set(keys[index], [{ seed, model }]);
    });
  }
  return groups;
}

async function assembleModel(
  group: readonly SeededModel[],
  placer: Placer,
  standIns: readonly string[],
  text: ProbedText,
  backendFault: BackendFault | undefined,
  howFar: string | undefined,
): Promise<ModelReport | undefined> {
  const models = group.map(({ model }) => model);
  const [first] = models;
  const place = (await placer.model(first.stack)) ?? (await firstVariable(first, placer));
  if (!place) return undefined;
  const layers = await Promise.all(
    first.layers.map((layer, index) =>
      assembleLayer(
        models.map((model) => model.layers[index]),
        layer,
        placer,
        place,
      ),
    ),
  );
  const parts = (await Promise.all((first.parts ?? []).map((stack) => placer.model(stack)))).flatMap((part) =>
    part?.isSite ? [{ file: part.file, range: part.range }] : [],
  );
  const compiledAt = first.compiledAt && (await placer.call(first.compiledAt));
  const optimizerAt = first.optimizerAt && (await placer.call(first.optimizerAt));
  const trainedAt = first.trainedAt && (await placer.call(first.trainedAt));
  const nonFinite = await origins(
    models.map((model) => model.origin),
    placer,
  );
  const report = {
    file: place.file,
    name: place.name || first.name,
    range: place.range,
    ...(compiledAt && { compiledAt }),
    ...(optimizerAt && !(compiledAt && isSameLine(optimizerAt, compiledAt)) && { optimizerAt }),
    ...(trainedAt && { trainedAt }),
    ...(first.stepsOfCode && { stepsOfCode: first.stepsOfCode }),
    ...(first.alike !== undefined && { alike: first.alike }),
    ...reservations(group, place, text, placer, howFar),
    standIns,
    ...training(group, backendFault),
    ...(await assembleLosses(models, placer, trainedAt)),
    ...unreadInTargets(first, text.unread, placer),
    ...(first.dataFacts && { dataFacts: await placedFacts(first.dataFacts, placer) }),
    ...(nonFinite.length > 0 && { nonFinite }),
    layers,
    ...(parts.length > 0 && { parts }),
  };
  return { ...report, findings: diagnose(report) };
}

type Reservations = Pick<
  ModelReport,
  'entry' | 'assumed' | 'passedOver' | 'pinned' | 'madeUp' | 'called' | 'notAsRun' | 'cutShort' | 'unjudged'
>;

/** How the probe reached the model, and what its run assumed, passed over or left out. */
function reservations(
  group: readonly SeededModel[],
  place: Placement,
  text: ProbedText,
  placer: Placer,
  howFar: string | undefined,
): Reservations {
  const first = group[0].model;
  const keys = new Set(group.flatMap(({ model }) => model.entries ?? []));
  const called = text.entries.filter(({ call }) => keys.has(call.key));
  const { assumed, passedOver, pinned } = assumptionsOf(group, called, siteAt(place, text), placer);
  return {
    entry: first.entry,
    assumed,
    ...(passedOver.length > 0 && { passedOver }),
    ...(pinned.length > 0 && { pinned }),
    ...(first.madeUp && { madeUp: first.madeUp }),
    ...(called.length > 0 && { called: called.map(({ call }) => call.label) }),
    ...(first.notAsRun !== undefined && { notAsRun: first.notAsRun }),
    ...(howFar !== undefined && { cutShort: howFar }),
    ...(first.data === 'synthetic' && first.layers.some(({ givenWeights }) => givenWeights) && { unjudged }),
  };
}

type Training = Pick<
  ModelReport,
  | 'loss'
  | 'optimizer'
  | 'learningRate'
  | 'data'
  | 'batchSize'
  | 'steps'
  | 'seeds'
  | 'backend'
  | 'backendFault'
  | 'durationMs'
  | 'losses'
  | 'typicalLosses'
>;

/** What the model was trained with, and how its loss went in each seed. */
function training(group: readonly SeededModel[], backendFault: BackendFault | undefined): Training {
  const first = group[0].model;
  return {
    loss: first.loss,
    optimizer: first.optimizer,
    learningRate: first.learningRate,
    data: first.data,
    batchSize: first.batchSize,
    steps: Math.max(...group.map(({ model }) => model.losses.length)),
    seeds: group.map(({ seed }) => seed.seed),
    backend: group[0].seed.backend,
    ...(backendFault && { backendFault }),
    durationMs: Math.round(group.reduce((sum, { seed }) => sum + seed.durationMs, 0)),
    losses: group.map(({ model }) => model.losses),
    ...(group.some(({ model }) => model.typicalLoss !== undefined) && {
      typicalLosses: group.map(({ model }) => model.typicalLoss ?? Number.NaN),
    }),
  };
}

/** The facts with the lines that made the tensors. */
async function placedFacts({ inputs, targets }: RawDataFacts, placer: Placer): Promise<DataFacts> {
  const placed = (all: readonly RawTensorFacts[]): Promise<PlacedTensorFacts[]> =>
    Promise.all(
      all.map(async ({ stack, ...facts }) => {
        const madeAt = stack && (await placer.call(stack));
        return { ...facts, ...(madeAt && { madeAt }) };
      }),
    );
  return { inputs: await placed(inputs), targets: await placed(targets) };
}

/** @param seeds one for each seed */
async function origins(seeds: readonly (RawOrigin | undefined)[], placer: Placer): Promise<NonFiniteOrigin[]> {
  const placed = seeds.map(async (origin, seed): Promise<NonFiniteOrigin | undefined> => {
    if (!origin) return undefined;
    const { stack, values, ...rest } = origin;
    const at = await placer.call(stack);
    return { ...rest, seed, ...(at && { at }), values: values.map((operand) => operand ?? null) };
  });
  return (await Promise.all(placed)).filter((origin) => origin !== undefined);
}

/** The model expression of the probed file at a place. */
function siteAt(place: Placement, { file, sites }: ProbedText): ModelSite | undefined {
  return place.file === file
    ? sites.models.find(({ range }) => isSamePosition(range.start, place.range.start))
    : undefined;
}

/** @param called the functions that the probe called to make the model */
function assumptionsOf(
  group: readonly SeededModel[],
  called: readonly EntryPoint[],
  site: ModelSite | undefined,
  placer: Placer,
): SplitNotes & { readonly pinned: readonly string[] } {
  const parameters = called.flatMap((entry) => entry.parameters);
  const labels = new Set(called.map(({ call }) => call.label));
  const { assumed, passedOver } = splitNotes(
    [
      ...textsOf(parameters.filter(isAssumed)),
      ...group.flatMap(({ model }) => model.assumed),
      ...group.flatMap((one) => stoppedTraining(one, labels, placer)),
    ],
    group[0].model.data === 'synthetic',
  );
  const pinned = [
    ...textsOf(parameters.filter(({ origin }) => origin === 'pinned')),
    ...pinnedSettings(site).filter((one) => assumed.includes(one)),
  ];
  return { assumed, passedOver, pinned };
}

/** The settings of the model itself that the user gave. */
function pinnedSettings({ inputShape, loss, optimizer }: Partial<ModelSite> = {}): string[] {
  const given = [
    { name: inputShapeName, setting: inputShape },
    { name: lossSetting, setting: loss },
    { name: optimizerSetting, setting: optimizer },
  ];
  return given.flatMap(({ name, setting }) => (setting?.origin === 'pinned' ? [settingText(name, setting.value)] : []));
}

/** Why a model was trained on made-up data: the function that makes it stopped before its own training began. */
function stoppedTraining({ seed, model }: SeededModel, labels: ReadonlySet<string>, placer: Placer): string[] {
  if (model.entry !== 'built' || model.assumed.some((one) => one.startsWith('made-up data: '))) return [];
  return seed.failures
    .filter(({ at, reason, label, own }) => at === 'entry' && reason === 'threw' && !own && labels.has(label))
    .map(({ label, message, stack }) => {
      const place = placer.innermost(stack);
      return (
        `made-up data: ${label} stopped${place ? ` at line ${place.range.start.line + 1}` : ''} with ` +
        `«${firstLine(message)}»`
      );
    });
}

function textsOf(parameters: readonly Argument[]): string[] {
  return [...new Set(parameters.map(argumentText))];
}

/** Variables that a hand-written loop trains belong to no model; their place is that of the first one. */
async function firstVariable({ stack, layers }: RawModel, placer: Placer): Promise<Placement | undefined> {
  return stack.length === 0 ? placer.layer(layers.find((layer) => layer.stack.length > 0)?.stack ?? []) : undefined;
}
