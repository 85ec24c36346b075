/** Rule exploding-gradient: the gradient grows on its way back, the signal grows on its way forward until the loss passes nothing back, or the loss runs away step by step. */

import { formatFactor, formatMagnitude } from '../report/format';
import type { Finding } from '../report/finding';
import { expectedGainOf, kernelScale } from './expected-gain';
import type { Facts, SeedFacts } from './facts';
import { between, gainOf, isTrainable } from './graph';
import { geometricMean, largest } from './statistics';
import { thresholds } from './thresholds';
import { inSeeds, kindOf, mainLine, these, toFinding, trainingPlace, withArticle } from './wording';

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
  const growth = (seed: SeedFacts): number => largest(model.layers.map((layer, i) => (isTrainable(layer) && !graph.head.has(i) ? seed.start.output[i] : Number.NaN)));
  const seeds = facts.seeds.filter((s) => growth(s) > limits.growth);
  if (seeds.length === 0) return [];
  const indices = seeds.map((s) => s.index);
  const path = [...between(graph, graph.sources)].sort((a, b) => a - b);
  const gains = new Map(path.map((i) => [i, gainOf(model.layers[i], indices, (index) => seeds.find((s) => s.index === index)?.early ?? [])]));
  const growing = path.filter((i) => (gains.get(i) ?? 0) > limits.growingGain);
  if (growing.length === 0) return [];
  const kind = (i: number): string => [model.layers[i].className, model.layers[i].activation].join();
  const alike = [...graph.sources.filter((i) => growing.some((g) => kind(g) === kind(i)) && !growing.includes(i)), ...growing].sort((a, b) => a - b);
  const each = geometricMean(growing.map((i) => gains.get(i) ?? Number.NaN));
  const harmless = seeds.every((s) => s.loss.trend === 'trained' || s.loss.trend === 'falling');
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

/**
 * Forwards: outputs grow from layer to layer (root mean square more than `forwardGrowth` times), so that the loss is far off or its gradient is
 * cut off at the ends of a softmax. Only judged while the loss does not fall: an unbounded regression may have large outputs.
 */
function forwards(facts: Facts): Finding[] {
  const { model, graph } = facts;
  const size = (i: number): number => Math.hypot(model.layers[i].output.mean, model.layers[i].output.std);
  const seeds = facts.seeds.filter((s) => s.loss.trend === 'stuck' || s.loss.trend === 'rising' || s.loss.trend === 'diverged');
  const wide = [...new Set([...graph.sources, ...between(graph, graph.sources)])].sort((a, b) => a - b).filter((i) => expectedGainOf(model.layers[i]) > limits.growingGain);
  if (seeds.length * 2 <= facts.seeds.length || wide.length < 2) return [];
  const growth = size(wide[wide.length - 1]) / size(wide[0]);
  if (!(growth > limits.forwardGrowth)) return [];
  const expected = geometricMean(wide.map((i) => expectedGainOf(model.layers[i])));
  return [
    toFinding(facts, {
      code: 'exploding-gradient',
      severity: 'error',
      role: 'cause',
      message: `Signal and gradient explode through ${these(wide.map((i) => model.layers[i]))}: each should multiply them by about ${formatFactor(expected)}${reason(facts, wide[wide.length - 1])}; outputs grow ${formatMagnitude(growth)} times from the first to the last, and the loss does not fall.`,
      at: mainLine(facts, wide),
      layers: wide,
      seeds: seeds.map((s) => s.index),
    }),
  ];
}

/** Step by step: the loss stays above `loss.diverged` times its start or leaves all numbers, from a finite start. */
function overSteps(facts: Facts): Finding[] {
  const seeds = facts.seeds.filter((s) => s.loss.trend === 'diverged' && Number.isFinite(s.loss.first) && s.loss.worst > thresholds.loss.diverged * Math.abs(s.loss.first));
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

/** All three kinds; the first that explains it. */
export function explodingGradient(facts: Facts): Finding[] {
  const backward = backwards(facts);
  const inDepth = backward.length > 0 ? backward : forwards(facts);
  const explained = new Set(inDepth.flatMap((f) => f.seeds));
  return [...inDepth, ...overSteps(facts).filter((f) => !f.seeds.every((seed) => explained.has(seed)))];
}
