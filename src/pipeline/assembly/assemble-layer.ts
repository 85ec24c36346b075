/** Merges what the seeds measured of one layer into its part of the report, at the user's line. */

import type { RawLayer, RawWeight } from '../../probe/protocol/result';
import type { KernelProduct } from '../../report/data/variable-facts';
import type { Location } from '../../report/position';
import type { LayerReport, OutputStatistics, Series, WeightReport } from '../../report/report';
import { mean, median } from '../../report/statistics';
import type { Placement, Placer } from './placer';

/**
 * @param seeds the layer in each seed
 * @param first the layer in the seed whose facts the report gives
 * @param model the place of its model, for a layer that no line of the user's makes
 */
export async function assembleLayer(
  seeds: readonly RawLayer[],
  first: RawLayer,
  placer: Placer,
  model: Placement,
): Promise<LayerReport> {
  // A layer that tfjs itself made, from a configuration, gets the place of the model.
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
    ...(first.madeUp && { madeUp: first.madeUp }),
    ...(first.givenWeights && { givenWeights: first.givenWeights }),
    ...(first.unlisted && { unlisted: first.unlisted }),
    ...(first.dropRate !== undefined && { dropRate: first.dropRate }),
    ...(first.misspelt && { misspelt: first.misspelt }),
    ...(first.isKernel && { isKernel: first.isKernel }),
    ...(first.isPenalized && { isPenalized: first.isPenalized }),
    ...(first.offTape && { offTape: await placedLeak(first.offTape, placer) }),
    ...(first.unlistedVariable && { unlistedVariable: await placedVariable(first.unlistedVariable, placer) }),
    inputs: first.inputs,
    outputGradient: { l2: seeds.map((seed) => seed.outputGradientL2) },
    weights: first.weights.map((weight, index) =>
      assembleWeight(
        seeds.map((seed) => seed.weights[index]),
        weight,
      ),
    ),
    backwardGain: median(backwardGains.flat()),
    backwardGains,
    output: assembleOutput(seeds),
    ...(first.behind && {
      behind: {
        activation: first.behind.activation,
        saturatedPerSeed: seeds.map(({ behind }) => behind?.saturated ?? Number.NaN),
      },
    }),
    ...(first.product && { product: await placedProduct(first.product, seeds, placer) }),
    ...(timeSteps && { timeSteps }),
  };
}

async function placedProduct(
  { reads, activation }: NonNullable<RawLayer['product']>,
  seeds: readonly RawLayer[],
  placer: Placer,
): Promise<KernelProduct<Location>> {
  const at = activation && (await placer.call(activation.stack));
  return {
    gradient: { l2: seeds.map(({ product }) => product?.gradientL2 ?? []) },
    sizes: seeds.map(({ product }) => product?.size ?? Number.NaN),
    reads,
    ...(activation && { activation: { name: activation.name, ...(at && { at }) } }),
  };
}

async function placedLeak(
  { operation, stack }: NonNullable<RawLayer['offTape']>,
  placer: Placer,
): Promise<NonNullable<LayerReport['offTape']>> {
  const at = stack && (await placer.call(stack));
  return { ...(operation !== undefined && { operation }), ...(at && { at }) };
}

async function placedVariable(
  { shape, stack }: NonNullable<RawLayer['unlistedVariable']>,
  placer: Placer,
): Promise<NonNullable<LayerReport['unlistedVariable']>> {
  const at = await placer.call(stack);
  return { shape, ...(at && { at }) };
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
    ...(seeds.every((weight) => weight.unconnected) && { unconnected: true }),
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

/** For each time step the median over the steps of all seeds; undefined for layers that are not recurrent. */
function medianTimeSteps(seeds: readonly RawLayer[]): number[] | undefined {
  const rows = seeds.flatMap((seed) => seed.timeSteps ?? []).filter((row) => row.length > 0);
  if (rows.length === 0) return undefined;
  const length = Math.max(...rows.map((row) => row.length));
  return Array.from({ length }, (_, time) => median(rows.filter((row) => time < row.length).map((row) => row[time])));
}
