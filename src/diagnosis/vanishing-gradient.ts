/** Rule vanishing-gradient: the gradient dies on its way back through depth or, in a recurrent layer, through time. */

import { typicalGradientIn } from '../report/badge';
import { formatCount, formatFactor, formatMagnitude } from '../report/format';
import type { Finding, Severity } from '../report/finding';
import type { LayerReport } from '../report/report';
import { expectedGainOf, kernelScale } from './expected-gain';
import type { Facts, SeedFacts } from './facts';
import { between, gainOf, isTrainable } from './graph';
import { outputSize } from './guessing';
import { geometricMean, largest, medianOfFinite, smallest } from './statistics';
import { thresholds } from './thresholds';
import { isAdaptive, isStalled } from './update-ratio';
import { inSeeds, kindOf, lineOf, mainLine, these, toFinding, withArticle } from './wording';

const limits = thresholds.vanishing;

type Degree = 'none' | 'mild' | 'severe' | 'hopeless';

interface Fed {
  readonly degree: Degree;
  readonly worst: number;
  readonly output: number;
  /** No weight of the network gets enough to move the loss. */
  readonly stalled: boolean;
}

/**
 * How much smaller the signal is at the last hidden layer than at the first ones, at most 1. What a kernel gets is the product of the gradient that arrives and the signal that comes in: where both
 * collapse, all kernels starve alike and no ratio between them shows it. Adam and its like make up for that, so for them it is 1.
 */
function forwardCollapse(facts: Facts): number {
  if (isAdaptive(facts.model.optimizer)) return 1;
  const last = largest(facts.graph.lastHidden.map((i) => outputSize(facts, i)));
  const collapse = last / largest(facts.graph.sources.map((i) => outputSize(facts, i)));
  return Number.isFinite(collapse) ? Math.min(1, collapse) : 1;
}

/** Whether every second hidden layer or more is normalized: examples then stay apart on their way through, so that even a tiny gradient points somewhere. */
function isNormalized(facts: Facts): boolean {
  const hidden = facts.model.layers.filter((layer, i) => isTrainable(layer) && !facts.graph.head.has(i));
  const norms = hidden.filter((layer) => layer.className.includes('Normalization')).length;
  return norms > 0 && norms * 2 >= hidden.length - norms;
}

/**
 * Whether an optimizer that evens out gradients makes up for a tiny one at a source layer: it moves the kernel as much as any other, and either that rebuilds weights that started too small, so that
 * more gradient reaches it the longer it trains, or normalization keeps the signal that it follows from collapsing.
 */
function isMadeUpFor(facts: Facts, seed: SeedFacts, index: number): boolean {
  const rise = seed.later.output[index] / seed.start.output[index];
  const moves = largest(facts.model.layers[index].weights.filter((w) => w.shape.length >= 2).map((w) => medianOfFinite(w.updateRatio[seed.index] ?? [])));
  return isAdaptive(facts.model.optimizer) && moves > thresholds.update.smallAdaptive && (rise > limits.lifted || isNormalized(facts));
}

/**
 * How badly the far end of the network is fed in one seed. `r` is the smaller of two ratios for the worst-fed source layer: gradient at its
 * output against the last hidden layer's, and gradient of its weights against the best-fed weights (times the forward collapse, for optimizers that do not adapt). The first must be under `mild` and the
 * second near it, so that neither a large input (weights) nor a small head (outputs) alone decides; it must still hold later unless the loss never moved.
 * A ratio of exactly zero at the start belongs to dead-units and zero-gradient.
 */
function degreeOf(facts: Facts, seed: SeedFacts): Fed {
  const collapse = forwardCollapse(facts);
  const starving = facts.graph.sources
    .map((index) => ({ output: seed.start.output[index], weights: seed.start.weights[index] * collapse, later: seed.later.output[index], madeUpFor: isMadeUpFor(facts, seed, index) }))
    .filter(({ output, weights, later }) => output > 0 && output < limits.mild && weights < limits.weightsCeiling && !(later >= limits.mild * 10));
  const stalled = isStalled(facts, seed);
  if (starving.length === 0 || seed.loss.trend === 'diverged') return { degree: 'none', worst: Number.NaN, output: Number.NaN, stalled };
  const worst = smallest(starving.map(({ output, weights }) => Math.min(output, weights)));
  const output = smallest(starving.map((s) => s.output));
  if (seed.loss.trend === 'trained' || starving.every((s) => s.madeUpFor)) return { degree: 'mild', worst, output, stalled };
  if (worst >= limits.severe && !starving.some((s) => s.weights < limits.mild)) return { degree: 'none', worst, output, stalled };
  return { degree: worst < limits.hopeless ? 'hopeless' : worst < limits.severe ? 'severe' : 'mild', worst, output, stalled };
}

/** Why such a layer loses gradient, from its activation, its weights and what theory expects of both. */
function reason(layer: LayerReport): string {
  const scale = kernelScale(layer);
  const expected = expectedGainOf(layer);
  const theory = Number.isFinite(expected) ? `, theory expects ${formatFactor(expected)}` : '';
  if (layer.activation === 'sigmoid' || layer.activation === 'hardSigmoid') {
    return `a ${layer.activation === 'sigmoid' ? "sigmoid's slope is at most 0.25" : "hard sigmoid's slope is at most 0.2"}${theory}`;
  }
  if (scale && Number.isFinite(expected) && expected < limits.lossyGain) {
    const balanced = Math.sqrt((layer.activation === 'relu' ? 2 : 1) / scale.fanIn);
    const drawn = layer.kernelInitializer ? ` of ${layer.kernelInitializer}` : '';
    return `the weights${drawn} have a standard deviation of ${formatMagnitude(scale.deviation)} where ${withArticle(kindOf(layer))} layer with ${scale.fanIn} inputs needs about ${formatMagnitude(balanced)}${theory}`;
  }
  return theory.slice(2);
}

/** Lossy layers on the way to the starving ones, grouped by kind, each group with its share of the decay in orders of magnitude. */
function causes(facts: Facts, starving: readonly number[], seeds: readonly SeedFacts[]): { layers: number[]; gain: number; share: number }[] {
  const { layers } = facts.model;
  const early = (index: number): readonly number[] => seeds.find((s) => s.index === index)?.early ?? [];
  const indices = seeds.map((s) => s.index);
  const groups = new Map<string, { layers: number[]; gains: number[] }>();
  const key = (layer: LayerReport): string => [layer.className, layer.activation, layer.kernelInitializer].join();
  for (const index of between(facts.graph, starving)) {
    const gain = gainOf(layers[index], indices, early);
    if (!(gain < limits.lossyGain) || layers[index].className.includes('Pooling')) continue;
    const group = groups.get(key(layers[index])) ?? { layers: [], gains: [] };
    groups.set(key(layers[index]), { layers: [...group.layers, index], gains: [...group.gains, gain] });
  }
  const decay = (gains: readonly number[]): number => gains.reduce((sum, g) => sum - Math.log(Math.max(g, 1e-30)), 0);
  const total = decay([...groups.values()].flatMap((g) => g.gains));
  return [...groups.entries()]
    .map(([kind, group]) => {
      // The first layer passes nothing on, so it has no gain; it shares the cause if it is of the same make.
      const first = starving.filter((i) => key(layers[i]) === kind && !group.layers.includes(i) && Number.isNaN(layers[i].backwardGain));
      return { layers: [...first, ...group.layers].sort((a, b) => a - b), gain: geometricMean(group.gains), share: decay(group.gains) / total };
    })
    .filter((group) => group.share >= limits.shareOfDecay)
    .sort((a, b) => b.share - a.share);
}

/** Near the threshold the seeds are judged together and most of them must show it, because single ones scatter around it. Above it they must stand still as a whole. */
function isGrave(facts: Facts, judged: readonly Fed[]): boolean {
  if (judged.length * 2 <= facts.seeds.length) return false;
  return judged.every((j) => j.stalled) || (judged.some((j) => j.degree !== 'mild') && geometricMean(judged.map((j) => j.worst)) < limits.severe);
}

/**
 * The least gradient of a source layer as its badge shows it, and as a share of what reaches the last hidden layer. Where the first step passes nothing back
 * (a head that starts at zero) both are the means of the first steps.
 */
function faintest(facts: Facts, shown: readonly { seed: SeedFacts; output: number }[]): { absolute: string; worst: string } {
  const { graph, model } = facts;
  const seeds = shown.map((j) => j.seed.index);
  const arriving = (i: number): number => typicalGradientIn(model.layers[i], seeds) / graph.geometry[i];
  const source = graph.sources.reduce((a, b) => (arriving(b) < arriving(a) ? b : a));
  const share = arriving(source) / largest(graph.lastHidden.map(arriving));
  if (share > 0) return { absolute: formatMagnitude(typicalGradientIn(model.layers[source], seeds)), worst: formatMagnitude(share) };
  return { absolute: formatMagnitude(geometricMean(shown.map((j) => j.output * j.seed.start.reference))), worst: formatMagnitude(geometricMean(shown.map((j) => j.output))) };
}

/** The finding about depth, cause first, then the lines that starve without being the cause. */
function throughDepth(facts: Facts): Finding[] {
  const judged = facts.seeds.map((seed) => ({ seed, ...degreeOf(facts, seed) }));
  const fading = judged.filter((j) => j.degree !== 'none');
  const untrained = fading.filter((j) => j.seed.loss.trend !== 'trained');
  const grave = isGrave(facts, untrained) ? untrained : fading.filter((j) => j.degree === 'hopeless');
  const shown = grave.length > 0 ? grave : fading;
  if (shown.length === 0 || (grave.length === 0 && shown.length * 2 < facts.seeds.length)) return [];

  const { layers } = facts.model;
  const seeds = shown.map((j) => j.seed);
  const starving = layers.map((_, i) => i).filter((i) => isTrainable(layers[i]) && !facts.graph.head.has(i) && seeds.some((s) => s.start.output[i] < limits.mild));
  const severity: Severity = ((): Severity => {
    if (grave.length === 0) return 'information';
    const still = grave.every((j) => j.seed.loss.trend === 'stuck' || j.seed.loss.trend === 'rising');
    return grave.length * 2 > facts.seeds.length && (still || grave.some((j) => j.degree === 'hopeless')) ? 'error' : 'warning';
  })();
  const { absolute, worst } = faintest(facts, shown);
  const verb = grave.length === 0 ? 'Gradients fade' : 'Gradients vanish';
  const reach = `so the first layer gets ${absolute} (${worst} of what reaches the last hidden layer)`;
  const outlook = grave.length === 0 ? '; early layers will be slow to learn' : '';

  const found = causes(facts, starving, seeds);
  const inThese = inSeeds(
    facts,
    seeds.map((s) => s.index),
  );
  const seedIndices = seeds.map((s) => s.index);
  const findings = found.map((group) => {
    const why = reason(layers[group.layers[group.layers.length - 1]]);
    const each = `${group.layers.length === 1 ? 'it' : 'each'} passes on about ${formatFactor(group.gain)} of the gradient${why ? ` (${why})` : ''}`;
    return toFinding(facts, {
      code: 'vanishing-gradient',
      severity,
      role: 'cause',
      message: `${verb} through ${these(group.layers.map((i) => layers[i]))}${inThese}: ${each}, ${reach}${outlook}.`,
      at: mainLine(facts, group.layers),
      layers: group.layers,
      seeds: seedIndices,
      related: starving,
    });
  });
  const sufferers = starving.filter((i) => !found.some((group) => group.layers.includes(i)));
  if (sufferers.length > 0) {
    const at = mainLine(facts, sufferers);
    const blame = findings.length > 0 ? `; it is lost at ${lineOf(findings[0])}` : '';
    findings.push(
      toFinding(facts, {
        code: 'vanishing-gradient',
        severity: findings.length > 0 ? 'information' : severity,
        role: 'effect',
        message: `${grave.length === 0 ? 'Little' : 'Almost no'} gradient reaches ${these(sufferers.map((i) => layers[i]))}${inThese}: down to ${absolute} (${worst} of what reaches the last hidden layer)${blame}.`,
        at,
        layers: sufferers,
        seeds: seedIndices,
        related: found.flatMap((group) => group.layers),
      }),
    );
  }
  return findings;
}

/**
 * The finding about time, for each recurrent layer: gradient at the oldest step under `time.fade` of the strongest. The horizon is the number
 * of steps, counted from the strongest, over which at least `time.horizon` of it is left (Bengio, Simard & Frasconi 1994 describe the decay).
 * While the loss falls well the task needs no longer memory, and nothing is said. Gated layers (LSTM, GRU) fade at the start too, but training opens
 * their gates, so for them it is information; so it is on made-up data, which cannot tell how far back the real task reaches.
 */
function throughTime(facts: Facts): Finding[] {
  const { fade, horizon, harmless, minSteps } = thresholds.time;
  const held = facts.seeds.filter((s) => s.loss.trend !== 'diverged' && !(s.loss.later < harmless * s.loss.first));
  if (held.length * 2 <= facts.seeds.length) return [];
  return facts.model.layers.flatMap((layer, index) => {
    const steps = layer.timeSteps ?? [];
    const strongest = largest(steps);
    if (steps.length < minSteps || !(strongest > 0) || !(steps[0] < fade * strongest)) return [];
    const newest = steps.lastIndexOf(strongest);
    let oldest = newest;
    while (oldest > 0 && steps[oldest - 1] >= horizon * strongest) oldest -= 1;
    const message =
      `Gradients vanish through time in this ${layer.className}: of ${formatCount(steps.length, 'time step')} it learns from the last ${newest - oldest + 1} only; ` +
      `the oldest gets ${formatMagnitude(steps[0] / strongest)} of the gradient at the strongest.`;
    const severity = layer.className === 'SimpleRNN' && facts.model.data === 'user' ? 'warning' : 'information';
    return [toFinding(facts, { code: 'vanishing-gradient', severity, role: 'cause', message, at: layer, layers: [index], seeds: held.map((s) => s.index) })];
  });
}

/** Both kinds of vanishing. */
export function vanishingGradient(facts: Facts): Finding[] {
  return [...throughDepth(facts), ...throughTime(facts)];
}
