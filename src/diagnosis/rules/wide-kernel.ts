/**
 * Part of the rule exploding-gradient: single kernels that start far over the norm for their fan-in (ones, or a
 * deviation of 1 in a wide layer). One layer is no growth through depth, so the rule asks for harm: a loss that starts
 * far over that of a constant answer and stays there, or steps that overshoot. Thresholds: `exploding.farOver`.
 */

import { isAdaptive } from '../../report/model-settings';
import { formatCount, formatDecimal, formatFactor, formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';
import { outputRms } from '../evidence/depth-profile';
import { balancedDeviation, type KernelScale, kernelScale } from '../evidence/expected-gain';
import { type Facts, lossFalls, isMajority, type SeedFacts } from '../evidence/facts';
import { codeEndOf, furtherStepsOf, lastShare } from '../evidence/further-steps';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { isWorseThanGuessing, lossOfGuessing, shareOfConstantLoss } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { deviationText, inSeeds, kindText, lineText } from '../phrases/phrases';
import { toFinding } from '../phrases/verdict';

const limits = thresholds.exploding;

interface WideKernel {
  readonly index: number;
  readonly scale: KernelScale;
  /** The kernel's deviation, as a multiple of the one that keeps the size of the layer's input. */
  readonly excess: number;
}

/** At most one finding, on the layer whose kernel is furthest over its norm. */
export function wideKernel(facts: Facts): Finding[] {
  const wide = wideKernels(facts);
  const seeds = facts.seeds.filter((seed) => isHarmed(facts, seed));
  if (wide.length === 0 || !isMajority(facts, seeds)) return [];
  // A loss that falls may get there yet: Adam shrinks such a kernel's share within some hundred steps.
  const stuck = seeds.filter((seed) => !lossFalls(seed));
  // Without layers no output shows the growth: there a loss that is not below a constant answer's in the end counts.
  const farOff = seeds.filter(
    (seed) =>
      (lastShare(facts, seed) > thresholds.learning.below && facts.model.layers[wide[0].index].isKernel === true) ||
      endsFarOff(facts, seed),
  );
  const indices = seeds.map(({ index }) => index);
  const [{ index, scale, excess }, ...others] = wide;
  const layer = facts.model.layers[index];
  const rate = alsoRate(facts, seeds);
  const alsoAt = [...new Set(others.map((other) => lineText(facts.model.layers[other.index])))];
  const alsoText = alsoAt.filter((line) => line !== lineText(layer)).join(', ');
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: isMajority(facts, stuck) ? 'error' : isMajority(facts, farOff) ? 'warning' : 'information',
      role: 'cause',
      message:
        `The weights of this ${layer.isKernel ? 'variable' : `${kindText(layer)} layer`} ` +
        `${deviationText(layer, scale)}${inSeeds(facts, indices)}: they make its ` +
        `${layer.isKernel ? 'products' : 'outputs'} about ${formatFactor(excess)} ` +
        `as large as they should be${sizeText(facts, index)}, and ` +
        `${consequence(facts, seeds)}.${alsoText && ` So do those at ${alsoText}.`} ` +
        `${usualInitializer(layer, scale)}.${rate}`,
      at: layer,
      layers: wide.map((one) => one.index),
      blames: [
        { setting: 'kernelInitializer', layers: wide.map((one) => one.index) },
        ...(rate === '' ? [] : [{ setting: 'learningRate' } as const]),
      ],
      seeds: indices,
    }),
  ];
}

/** Dense and convolutional layers that learn and whose kernels start far over their norm, the worst first. */
export function wideKernels({ model: { layers } }: Facts): WideKernel[] {
  return layersWhere(layers, isTrainable)
    .flatMap((index): WideKernel[] => {
      const scale = kernelScale(layers[index]);
      return scale ? [{ index, scale, excess: scale.deviation / balancedDeviation(layers[index], scale) }] : [];
    })
    .filter(({ excess }) => excess > limits.farOver)
    .sort((a, b) => b.excess - a.excess);
}

/**
 * Whether a loss that starts far over a constant answer's stays there. A loss that some hundred steps bring below it
 * shows that training copes with the kernel.
 */
function isHarmed(facts: Facts, seed: SeedFacts): boolean {
  const { trend, first, worst } = seed.loss;
  if (!Number.isFinite(first)) return false;
  if (trend === 'diverged') return worst > thresholds.loss.diverged * Math.abs(first);
  const further = furtherStepsOf(facts, seed);
  const isOnItsWay = further && further.learns !== 'no' && further.learns !== 'unknown';
  if (isOnItsWay && !(further.share > thresholds.guessing.worse)) return false;
  if (lastShare(facts, seed) < thresholds.guessing.near) return false;
  return isWorseThanGuessing(facts, seed) || shareOfConstantLoss(facts, seed, seed.early) > thresholds.guessing.worse;
}

/** Whether the code's own training was seen to end while the loss still stood far over a constant answer's. */
function endsFarOff(facts: Facts, seed: SeedFacts): boolean {
  const end = codeEndOf(facts, seed);
  return end !== undefined && end.from !== 'pace' && end.share > thresholds.guessing.worseAtEnd;
}

function consequence(facts: Facts, seeds: readonly SeedFacts[]): string {
  const first = medianOfFinite(seeds.map(({ loss }) => loss.first));
  const later = medianOfFinite(seeds.map(({ loss }) => loss.later));
  const guessing = lossOfGuessing(facts);
  const constant = Number.isFinite(guessing)
    ? `, where always giving the same answer costs ${formatDecimal(guessing)}`
    : '';
  const { rising, falling } = thresholds.loss;
  const goes = later > rising * first ? 'rises to' : later < falling * first ? 'falls only to' : 'stays at';
  return Number.isFinite(later)
    ? `the loss starts at ${formatMagnitude(first)} and ${goes} ${formatMagnitude(later)}${constant}` +
        endText(facts, seeds)
    : `the loss starts at ${formatMagnitude(first)} and overflows`;
}

/** Where the loss still stands when the code has taken its steps; empty where that is unseen, or not far off. */
function endText(facts: Facts, seeds: readonly SeedFacts[]): string {
  const ends = seeds.filter((seed) => endsFarOff(facts, seed)).flatMap((seed) => codeEndOf(facts, seed) ?? []);
  if (!isMajority(facts, ends) || !facts.model.stepsOfCode) return '';
  const times = formatDecimal(medianOfFinite(ends.map(({ share }) => share)));
  return (
    `; after the ${formatCount(facts.model.stepsOfCode.steps, 'step')} of your code it is still ${times} times ` +
    'that of giving every example the same answer'
  );
}

function sizeText(facts: Facts, index: number): string {
  const size = outputRms(facts.model.layers[index]);
  return Number.isFinite(size) ? ` (root mean square ${formatMagnitude(size)})` : '';
}

/** What to do besides where training diverges at a rate that is high for any initializer. */
function alsoRate({ model }: Facts, seeds: readonly SeedFacts[]): string {
  const { adaptiveRate, plainRate } = thresholds.scale;
  const usual = isAdaptive(model.optimizer) ? adaptiveRate : plainRate;
  if (model.learningRate <= usual || !seeds.some(({ loss }) => loss.trend === 'diverged')) return '';
  return ` Lower the learning rate of ${model.learningRate} as well, to ${usual} or less.`;
}

/** Asks for the usual start of such weights; a sentence without its full stop. */
export function usualInitializer(layer: LayerReport, scale: KernelScale): string {
  if (layer.isKernel)
    return (
      `Give tf.randomNormal that deviation: tf.randomNormal([${layer.outputShape.join(', ')}], 0, ` +
      `Math.sqrt(2 / ${scale.fanIn}))`
    );
  const initializer = layer.activation === 'relu' ? 'heNormal' : 'glorotNormal';
  return `Leave kernelInitializer out, or take '${initializer}', which looks at the number of inputs`;
}
