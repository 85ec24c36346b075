/** Rule exploding-gradient: the gradient grows on its way back, the signal grows on its way forward until the loss passes nothing back, or the loss runs away step by step. */

import { formatFactor, formatMagnitude } from '../../report/format';
import type { Finding } from '../../report/finding';
import { expectedGainOf, kernelScale } from '../evidence/expected-gain';
import { type Facts, falls, type SeedFacts } from '../evidence/facts';
import { between, gainOf, isTrainable } from '../evidence/layer-graph';
import { isWorseThanGuessing, outputSize } from '../evidence/loss-of-guessing';
import { geometricMean, largest } from '../../report/statistics';
import { thresholds } from '../evidence/thresholds';
import { inSeeds, kindOf, mainLine, these, toFinding, trainingPlace, withArticle } from '../wording/wording';

const limits = thresholds.exploding;

/** What a wide kernel should have been, in words; empty where theory has nothing to say. */
function reason(facts: Facts, index: number): string {
  const layer = facts.model.layers[index];
  const scale = kernelScale(layer);
  if (!scale) return '';
  const balanced = Math.sqrt((layer.activation === 'relu' ? 2 : 1) / scale.fanIn);
  if (scale.deviation < 1.2 * balanced) return '';
  return ` (the weights have a standard deviation of ${formatMagnitude(scale.deviation)} where ${withArticle(kindOf(layer))} layer with ${scale.fanIn} inputs needs about ${formatMagnitude(balanced)})`;
}

/** Backwards: gradient at some hidden layer's output more than `growth` times that at the last hidden layer, at the start, and the loss does not fall well. */
function backwards(facts: Facts): Finding[] {
  const { model, graph } = facts;
  const growth = (seed: SeedFacts): number =>
    largest(
      model.layers.map((layer, i) => (isTrainable(layer) && !graph.head.has(i) ? seed.start.output[i] : Number.NaN)),
    );
  const seeds = facts.seeds.filter((s) => growth(s) > limits.growth);
  if (seeds.length === 0) return [];
  const indices = seeds.map((s) => s.index);
  const path = [...between(graph, graph.sources)].sort((a, b) => a - b);
  const gains = new Map(
    path.map((i) => [
      i,
      gainOf(model.layers[i], indices, (index) => seeds.find((s) => s.index === index)?.early ?? []),
    ]),
  );
  const growing = path.filter((i) => (gains.get(i) ?? 0) > limits.growingGain);
  if (growing.length === 0) return [];
  const kind = (i: number): string => [model.layers[i].className, model.layers[i].activation].join();
  const alike = [
    ...graph.sources.filter((i) => growing.some((g) => kind(g) === kind(i)) && !growing.includes(i)),
    ...growing,
  ].sort((a, b) => a - b);
  const each = geometricMean(growing.map((i) => gains.get(i) ?? Number.NaN));
  const harmless = seeds.every(falls);
  const total = geometricMean(seeds.map(growth));
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: harmless ? 'information' : seeds.length * 2 > facts.seeds.length ? 'error' : 'warning',
      role: 'cause',
      message: `Gradients explode through ${these(alike.map((i) => model.layers[i]))}${inSeeds(facts, indices)}: ${growing.length === 1 ? 'it' : 'each'} multiplies the gradient by about ${formatFactor(each)}${reason(facts, growing[0])}, so the first layer gets ${formatMagnitude(total)} times what reaches the last hidden layer.`,
      at: mainLine(facts, alike),
      layers: alike,
      seeds: indices,
    }),
  ];
}

/** By how much a layer multiplies the size of what comes in, at the end; NaN for a first layer, whose input isn't measured. */
function forwardFactor(facts: Facts, index: number): number {
  return outputSize(facts, index) / largest(facts.model.layers[index].inputs.map((i) => outputSize(facts, i)));
}

/** The layers that make the signal grow: by theory those with wide weights; where there are none, by measurement, of one kind, as residual adds without normalization do. */
function growingForward(facts: Facts, path: readonly number[]): { layers: number[]; factor: number } {
  const { layers } = facts.model;
  const wide = path.filter((i) => expectedGainOf(layers[i]) > limits.growingGain);
  if (wide.length > 1) return { layers: wide, factor: geometricMean(wide.map((i) => expectedGainOf(layers[i]))) };
  const groups = new Map<string, number[]>();
  for (const i of path)
    if (forwardFactor(facts, i) > limits.growingGain)
      groups.set(layers[i].className, [...(groups.get(layers[i].className) ?? []), i]);
  const total = (group: readonly number[]): number =>
    group.reduce((sum, i) => sum + Math.log(forwardFactor(facts, i)), 0);
  const [most = []] = [...groups.values()].sort((a, b) => total(b) - total(a));
  return { layers: most, factor: geometricMean(most.map((i) => forwardFactor(facts, i))) };
}

/**
 * Forwards: outputs grow from layer to layer, so that the loss is far off or its gradient is cut off at the ends of a softmax. Either their root mean square grows by `forwardGrowth` through wide weights while
 * the loss does not fall (an unbounded regression may have large outputs); or by `harmfulGrowth` to more than `level`, with a loss that was far worse than guessing from the start and still is,
 * even if it falls: it has a long way to go, and the steps that shrink one layer disturb all others.
 */
function forwards(facts: Facts): Finding[] {
  const { model, graph } = facts;
  const path = [...new Set([...graph.sources, ...between(graph, graph.sources)])].sort((a, b) => a - b);
  const growing = growingForward(facts, path);
  const last = largest(graph.lastHidden.map((i) => outputSize(facts, i)));
  const growth = last / largest(graph.sources.map((i) => outputSize(facts, i)));
  const byTheory = growing.layers.some((i) => expectedGainOf(model.layers[i]) > limits.growingGain);
  const isHarmed = (s: SeedFacts): boolean =>
    (growth > limits.forwardGrowth && byTheory && !falls(s)) ||
    (growth > limits.harmfulGrowth &&
      last > limits.level &&
      s.loss.trend !== 'diverged' &&
      isWorseThanGuessing(facts, s));
  const seeds = facts.seeds.filter(isHarmed);
  if (seeds.length * 2 <= facts.seeds.length || growing.layers.length < 2) return [];
  const { layers, factor } = growing;
  const each = byTheory
    ? `each should multiply them by about ${formatFactor(factor)}${reason(facts, layers[layers.length - 1])}`
    : `each makes the signal about ${formatFactor(factor)} as large, and no normalization evens it out`;
  const indices = seeds.map((s) => s.index);
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: seeds.some(falls) ? 'warning' : 'error',
      role: 'cause',
      message: `Signal and gradient explode through ${these(layers.map((i) => model.layers[i]))}${inSeeds(facts, indices)}: ${each}; outputs grow ${formatMagnitude(growth)} times from the first to the last, and the loss ${seeds.some(falls) ? 'starts far too high' : 'does not fall'}.`,
      at: mainLine(facts, layers),
      layers,
      seeds: indices,
    }),
  ];
}

/** Step by step: the loss stays above `loss.diverged` times its start or leaves all numbers, from a finite start. */
function overSteps(facts: Facts): Finding[] {
  const seeds = facts.seeds.filter(
    (s) =>
      s.loss.trend === 'diverged' &&
      Number.isFinite(s.loss.first) &&
      s.loss.worst > thresholds.loss.diverged * Math.abs(s.loss.first),
  );
  if (seeds.length === 0) return [];
  const worst = largest(seeds.map((s) => (Number.isFinite(s.loss.worst) ? s.loss.worst : Number.MAX_VALUE)));
  const peak = worst === Number.MAX_VALUE ? 'infinity' : formatMagnitude(worst);
  const first = facts.model.losses[seeds[0].index][0];
  const indices = seeds.map((s) => s.index);
  const { optimizer, learningRate } = facts.model;
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: seeds.length * 2 > facts.seeds.length ? 'error' : 'warning',
      role: 'cause',
      message: `Training diverges${inSeeds(facts, indices)}: the loss goes from ${formatMagnitude(first)} to ${peak} within ${seeds[0].steps} steps, because each step of ${optimizer} with learning rate ${learningRate} overshoots; lower it, or scale inputs and targets to about 1.`,
      at: trainingPlace(facts),
      layers: facts.model.layers.map((_, i) => i).filter((i) => isTrainable(facts.model.layers[i])),
      seeds: indices,
    }),
  ];
}

/** All three kinds; of growth in depth the graver, first that of the gradient. */
export function explodingGradient(facts: Facts): Finding[] {
  const backward = backwards(facts);
  const forward = backward.some((f) => f.severity !== 'information') ? [] : forwards(facts);
  const inDepth = forward.length > 0 ? forward : backward;
  const explained = new Set(inDepth.flatMap((f) => f.seeds));
  return [...inDepth, ...overSteps(facts).filter((f) => !f.seeds.every((seed) => explained.has(seed)))];
}
