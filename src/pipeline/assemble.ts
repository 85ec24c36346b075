/** Merges what each seed yielded into one report a model, with bundle positions turned into the user's lines. */

import { diagnose } from '../diagnosis/index';
import type { RawLayer, RawModel, RawWeight, SeedResult } from '../probe/job';
import type { LayerReport, ModelReport, OutputStatistics, Series, WeightReport } from '../report/report';
import type { Placement, Placer } from './place';
import { mean, median } from './statistics';

interface SeededModel {
  readonly seed: SeedResult;
  readonly model: RawModel;
}

/**
 * @param results one for each seed that has ended, in order
 * @param standIns imports that were stood in for, as the bundle names them
 * @returns one report for each model that any seed trained, in the order in which they were made
 */
export async function assembleModels(results: readonly SeedResult[], placer: Placer, standIns: readonly string[]): Promise<ModelReport[]> {
  const reports: ModelReport[] = [];
  for (const group of groupBySite(results)) {
    const report = await assembleModel(group, placer, standIns);
    if (report) reports.push(report);
  }
  return reports;
}

/** The same model in each seed: made by the same stack of calls, the n-th time, with the same layers. */
function groupBySite(results: readonly SeedResult[]): SeededModel[][] {
  const groups = new Map<string, SeededModel[]>();
  for (const seed of results) {
    const seen = new Map<string, number>();
    for (const model of seed.models) {
      const site = JSON.stringify([model.stack, model.layers.map((layer) => [layer.className, layer.stack.at(0)])]);
      const occurrence = seen.get(site) ?? 0;
      seen.set(site, occurrence + 1);
      const key = `${site}#${occurrence}`;
      const group = groups.get(key);
      if (group) group.push({ seed, model });
      else groups.set(key, [{ seed, model }]);
    }
  }
  return [...groups.values()];
}

async function assembleModel(group: readonly SeededModel[], placer: Placer, standIns: readonly string[]): Promise<ModelReport | undefined> {
  const first = group[0].model;
  const place = await placer.model(first.stack);
  if (!place) return undefined;
  const layers = await Promise.all(first.layers.map((layer, index) => assembleLayer(group.map(({ model }) => model.layers[index]), layer, placer, place)));
  const compiledAt = first.compiledAt && (await placer.call(first.compiledAt));
  const report = {
    file: place.file,
    name: place.name || first.name,
    range: place.range,
    ...(compiledAt && { compiledAt }),
    entry: first.entry,
    assumed: [...new Set(group.flatMap(({ model }) => model.assumed))],
    standIns,
    loss: first.loss,
    optimizer: first.optimizer,
    learningRate: first.learningRate,
    data: first.data,
    batchSize: first.batchSize,
    steps: Math.max(...group.map(({ model }) => model.losses.length)),
    seeds: group.map(({ seed }) => seed.seed),
    backend: group[0].seed.backend,
    durationMs: Math.round(group.reduce((sum, { seed }) => sum + seed.durationMs, 0)),
    losses: group.map(({ model }) => model.losses),
    layers,
  };
  return { ...report, findings: diagnose(report) };
}

async function assembleLayer(seeds: readonly RawLayer[], first: RawLayer, placer: Placer, model: Placement): Promise<LayerReport> {
  // A layer that tfjs made by itself, from a configuration, belongs to the expression that made the model.
  const place = (await placer.layer(first.stack)) ?? model;
  const backwardGains = seeds.map((seed) => seed.backwardGain);
  const timeSteps = medianTimeSteps(seeds);
  return {
    name: first.name,
    className: first.className,
    file: place.file,
    range: place.range,
    callers: place.callers,
    outputShape: first.outputShape,
    parameters: first.parameters,
    trainable: first.trainable,
    activation: first.activation,
    kernelInitializer: first.kernelInitializer,
    inputs: first.inputs,
    outputGradient: { l2: seeds.map((seed) => seed.outputGradientL2) },
    weights: first.weights.map((weight, index) => assembleWeight(seeds.map((seed) => seed.weights[index]), weight)),
    backwardGain: median(backwardGains.flat()),
    backwardGains,
    output: assembleOutput(seeds),
    ...(timeSteps && { timeSteps }),
  };
}

function assembleWeight(seeds: readonly RawWeight[], first: RawWeight): WeightReport {
  const series = (pick: (weight: RawWeight) => readonly number[]): Series => seeds.map(pick);
  return {
    name: first.name,
    shape: first.shape,
    trainable: first.trainable,
    gradientL2: series((weight) => weight.gradientL2),
    l2: series((weight) => weight.l2),
    updateRatio: series((weight) => weight.updateRatio),
    distinctUnits: seeds.map((weight) => weight.distinctUnits),
  };
}

function assembleOutput(seeds: readonly RawLayer[]): OutputStatistics {
  const outputs = seeds.map((seed) => seed.output);
  const zeroUnitsPerSeed = outputs.map((output) => output.zeroUnits);
  const saturatedPerSeed = outputs.map((output) => output.saturated);
  return {
    mean: mean(outputs.map((output) => output.mean)),
    std: mean(outputs.map((output) => output.std)),
    zeroUnits: Math.max(...zeroUnitsPerSeed),
    zeroUnitsPerSeed,
    saturated: Math.max(...saturatedPerSeed),
    saturatedPerSeed,
  };
}

/** Per time step the median over the steps of all seeds; undefined for layers that are not recurrent. */
function medianTimeSteps(seeds: readonly RawLayer[]): number[] | undefined {
  const rows = seeds.flatMap((seed) => seed.timeSteps ?? []).filter((row) => row.length > 0);
  if (rows.length === 0) return undefined;
  const length = Math.max(...rows.map((row) => row.length));
  return Array.from({ length }, (_, time) => median(rows.filter((row) => time < row.length).map((row) => row[time])));
}
