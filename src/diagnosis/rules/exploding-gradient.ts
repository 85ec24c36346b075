/**
 * Rule exploding-gradient: the gradient grows on its way back, or the signal grows on its way forward until the loss
 * passes nothing back, or the loss diverges step by step. Thresholds: `thresholds.exploding` and `loss.diverged`.
 */

import { formatFactor, formatMagnitude } from '../../report/format';
import type { Finding, BlamedText } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import { geometricMean, largest } from '../../report/statistics';
import { balancedDeviation, expectedGain, kernelScale } from '../evidence/expected-gain';
import { type Facts, lossFalls, isMajority, type SeedFacts } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { layersOnBackwardPath, backwardGain, isTrainable, layersWhere } from '../evidence/layer-graph';
import { outputRms } from '../evidence/depth-profile';
import { isWorseThanGuessing } from '../evidence/loss-of-guessing';
import { hasOpponent } from '../evidence/opponent';
import { mayOvershoot } from '../evidence/update-ratio';
import { thresholds } from '../thresholds/thresholds';
import { deviationText, inSeeds, theseLayers } from '../phrases/phrases';
import { largeInputNumbers, largeInputPlaces, smallerStepsAdvice } from '../phrases/smaller-steps';
import { summedPlaces } from '../phrases/summed-loss';
import { mainLine, optimizerPlace, toFinding } from '../phrases/verdict';
import { explodingThroughTime } from './exploding-through-time';
import { uphillSteps } from './uphill-steps';
import { wideKernel } from './wide-kernel';

const limits = thresholds.exploding;

/** Weights are called too wide from this multiple of the balanced deviation on. */
const tooWide = 1.2;

/** In parentheses, the standard deviation of weights that are too wide; empty for other layers. */
function reason(facts: Facts, index: number): string {
  const layer = facts.model.layers[index];
  const scale = kernelScale(layer);
  if (!scale || scale.deviation < tooWide * balancedDeviation(layer, scale)) return '';
  return ` (the weights ${deviationText(layer, scale)})`;
}

/** What to do about layers that make the signal or its gradient grow. */
function remedy(layer: LayerReport): string {
  const normalized = 'put a normalization layer between them';
  if (!kernelScale(layer)) return `To even that out, ${normalized}.`;
  const initializer = layer.activation === 'relu' ? 'heNormal' : 'glorotNormal';
  return `Take '${initializer}' as their kernelInitializer, or ${normalized}.`;
}

/** The setting that `remedy` says to change, of all these layers. */
function blamedSettings({ model }: Facts, index: number, layers: readonly number[]): readonly BlamedText[] {
  return kernelScale(model.layers[index]) ? [{ setting: 'kernelInitializer', layers }] : [];
}

/**
 * The largest gradient at the output of a trainable hidden layer over the first steps, relative to the last hidden
 * layer.
 */
function growthOf({ model, graph }: Facts, seed: SeedFacts): number {
  return largest(
    model.layers.map((layer, i) => (isTrainable(layer) && !graph.head.has(i) ? seed.start.output[i] : Number.NaN)),
  );
}

/** The gradient grows on its way back: at some hidden layer it is more than `growth` times that at the last one. */
function growingBackward(facts: Facts): Finding[] {
  const { model, graph } = facts;
  const seeds = facts.seeds.filter((s) => growthOf(facts, s) > limits.growth);
  if (seeds.length === 0) return [];
  const indices = seeds.map((s) => s.index);
  const early = (index: number): readonly number[] => seeds.find((s) => s.index === index)?.early ?? [];
  const path = [...layersOnBackwardPath(graph, graph.sources)].sort((a, b) => a - b);
  const gains = new Map(path.map((i) => [i, backwardGain(model.layers[i], indices, early)]));
  const growing = path.filter((i) => (gains.get(i) ?? 0) > limits.growingGain);
  if (growing.length === 0) return [];
  // The first layers have no backward gain, since nothing has to leave them; those of the same kind belong to the
  // cause.
  const kind = (i: number): string => [model.layers[i].className, model.layers[i].activation].join();
  const alike = [
    ...graph.sources.filter((i) => growing.some((g) => kind(g) === kind(i)) && !growing.includes(i)),
    ...growing,
  ].sort((a, b) => a - b);
  const each = formatFactor(geometricMean(growing.map((i) => gains.get(i) ?? Number.NaN)));
  const total = formatMagnitude(geometricMean(seeds.map((seed) => growthOf(facts, seed))));
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: seeds.every(lossFalls) ? 'information' : isMajority(facts, seeds) ? 'error' : 'warning',
      role: 'cause',
      message:
        `Gradients explode through ${theseLayers(alike.map((i) => model.layers[i]))}${inSeeds(facts, indices)}: ` +
        `${growing.length === 1 ? 'it' : 'each'} multiplies the gradient by about ${each}` +
        `${reason(facts, growing[0])}, so the first layer gets ${total} times what reaches the last hidden layer. ` +
        remedy(model.layers[growing[0]]),
      at: mainLine(facts, alike),
      layers: alike,
      blames: blamedSettings(facts, growing[0], alike),
      seeds: indices,
    }),
  ];
}

/**
 * By how much a layer multiplies the size of its input; NaN for a first layer, whose input the probe does not measure.
 */
function forwardFactor(facts: Facts, index: number): number {
  const { layers } = facts.model;
  return outputRms(layers[index]) / largest(layers[index].inputs.map((i) => outputRms(layers[i])));
}

interface ForwardGrowth {
  readonly layers: number[];
  /** Geometric mean of their factors. */
  readonly factor: number;
  /** Whether theory expects the growth from the weights, or only the outputs show it. */
  readonly isExpected: boolean;
}

/**
 * The layers that make the signal grow: those whose weights are too wide by theory, where there are several; else the
 * one kind of layer whose measured outputs grow most, such as residual adds without normalization.
 */
function growingForwardLayers(facts: Facts, path: readonly number[]): ForwardGrowth {
  const { layers } = facts.model;
  const isWide = (i: number): boolean => expectedGain(layers[i]) > limits.growingGain;
  const wide = path.filter(isWide);
  if (wide.length > 1)
    return { layers: wide, factor: geometricMean(wide.map((i) => expectedGain(layers[i]))), isExpected: true };
  const groups = new Map<string, number[]>();
  for (const i of path)
    if (forwardFactor(facts, i) > limits.growingGain)
      groups.set(layers[i].className, [...(groups.get(layers[i].className) ?? []), i]);
  const total = (group: readonly number[]): number =>
    group.reduce((sum, i) => sum + Math.log(forwardFactor(facts, i)), 0);
  const [most = []] = [...groups.values()].sort((a, b) => total(b) - total(a));
  return {
    layers: most,
    factor: geometricMean(most.map((i) => forwardFactor(facts, i))),
    isExpected: most.some(isWide),
  };
}

/**
 * The signal grows on its way forward, so that the loss is far off or a softmax at its ends cuts off its gradient.
 * Either outputs grow by `forwardGrowth` through wide weights while the loss does not fall (an unbounded regression may
 * have large outputs). Or they grow by `harmfulGrowth` to more than `level`, and the loss was far worse than guessing
 * at the start and still is, even if it falls: it has a long way to go, and each step on one layer disturbs the others.
 */
function growingForward(facts: Facts): Finding[] {
  const { model, graph } = facts;
  const path = [...new Set([...graph.sources, ...layersOnBackwardPath(graph, graph.sources)])].sort((a, b) => a - b);
  const { layers, factor, isExpected } = growingForwardLayers(facts, path);
  const last = largest(graph.lastHidden.map((i) => outputRms(facts.model.layers[i])));
  const growth = last / largest(graph.sources.map((i) => outputRms(facts.model.layers[i])));
  const isHarmed = (s: SeedFacts): boolean =>
    (growth > limits.forwardGrowth && isExpected && !lossFalls(s)) ||
    (growth > limits.harmfulGrowth &&
      last > limits.level &&
      s.loss.trend !== 'diverged' &&
      isWorseThanGuessing(facts, s));
  const seeds = facts.seeds.filter(isHarmed);
  if (!isMajority(facts, seeds) || layers.length < 2) return [];
  const each = isExpected
    ? `each should multiply them by about ${formatFactor(factor)}${reason(facts, layers[layers.length - 1])}`
    : `each multiplies the signal by about ${formatFactor(factor)}, and no normalization evens it out`;
  const indices = seeds.map((s) => s.index);
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: seeds.some(lossFalls) ? 'warning' : 'error',
      role: 'cause',
      message:
        `Signal and gradient explode through ${theseLayers(layers.map((i) => model.layers[i]))}` +
        `${inSeeds(facts, indices)}: ${each}; outputs grow ${formatMagnitude(growth)} times from the first to ` +
        `the last, and the loss ${seeds.some(lossFalls) ? 'starts far too high' : 'does not fall'}. ` +
        remedy(model.layers[layers[layers.length - 1]]),
      at: mainLine(facts, layers),
      layers,
      blames: blamedSettings(facts, layers[layers.length - 1], layers),
      seeds: indices,
    }),
  ];
}

/**
 * The loss diverges step by step from a finite start: it stays above `loss.diverged` times its start, or overflows. A
 * start that is low by luck says little where further steps bring the loss below a constant answer's, or where no step
 * is large enough to overshoot.
 */
function diverging(facts: Facts): Finding[] {
  const seeds = facts.seeds.filter(
    (s) =>
      s.loss.trend === 'diverged' &&
      furtherStepsOf(facts, s)?.learns !== 'below' &&
      Number.isFinite(s.loss.first) &&
      mayOvershoot(facts, s) &&
      s.loss.worst > thresholds.loss.diverged * Math.abs(s.loss.first),
  );
  if (seeds.length === 0 || hasOpponent(facts)) return [];
  const worst = largest(seeds.map((s) => (Number.isFinite(s.loss.worst) ? s.loss.worst : Number.MAX_VALUE)));
  const peak = worst === Number.MAX_VALUE ? 'infinity' : formatMagnitude(worst);
  const first = formatMagnitude(facts.model.losses[seeds[0].index].find((loss) => loss !== 0) ?? 0);
  const indices = seeds.map((s) => s.index);
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: isMajority(facts, seeds) ? 'error' : 'warning',
      role: 'cause',
      message:
        `Training diverges${inSeeds(facts, indices)}: the loss goes from ${first} to ${peak} within ` +
        `${seeds[0].steps} steps, because ${whyItDiverges(facts)}`,
      at: optimizerPlace(facts),
      layers: layersWhere(facts.model.layers, isTrainable),
      places: [...summedPlaces(facts), ...largeInputPlaces(facts)],
      blames: [{ setting: 'learningRate' }, ...largeInputNumbers(facts)],
      seeds: indices,
    }),
  ];
}

/** The rest of the sentence, and what to do. */
function whyItDiverges(facts: Facts): string {
  const { optimizer, learningRate } = facts.model;
  if (learningRate < 0)
    return (
      `a learning rate below zero (${learningRate}) takes each step of ${optimizer} up the loss. ` +
      `Take the rate ${-learningRate}.`
    );
  if (Number.isNaN(learningRate))
    return (
      "each of the code's own updates overshoots, or goes up the gradient. Subtract the gradient, times a smaller " +
      'rate, and scale targets to about 1.'
    );
  return (
    `each step of ${optimizer} with learning rate ${learningRate} overshoots. ` +
    `${smallerStepsAdvice(facts)}, and scale targets to about 1.`
  );
}

/** The findings along depth, but for those on recurrent layers alone whose growth through time explains them. */
function withoutGrowthOf(throughTime: readonly Finding[], alongDepth: readonly Finding[]): Finding[] {
  const layers = new Set(throughTime.flatMap((finding) => finding.layers));
  return alongDepth.filter((finding) => finding.layers.length === 0 || !finding.layers.every((one) => layers.has(one)));
}

/**
 * Growth along depth first, of the gradient before that of the signal, and along time; else a single kernel that is far
 * too wide; then divergence that neither explains.
 */
export function explodingGradient(facts: Facts): Finding[] {
  const uphill = uphillSteps(facts);
  if (uphill.some((f) => f.severity !== 'information')) return uphill;
  const backward = growingBackward(facts);
  const forward = backward.some((f) => f.severity !== 'information') ? [] : growingForward(facts);
  const alongDepth = forward.length > 0 ? forward : backward;
  const throughTime = explodingThroughTime(facts);
  const along = [...withoutGrowthOf(throughTime, alongDepth), ...throughTime];
  const grown = along.some((f) => f.severity !== 'information') ? along : [...along, ...wideKernel(facts)];
  const explained = new Set(grown.flatMap((f) => f.seeds));
  return [...uphill, ...grown, ...diverging(facts).filter((f) => !f.seeds.every((seed) => explained.has(seed)))];
}
