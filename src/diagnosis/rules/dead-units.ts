/**
 * Rule dead-units: units that are zero for every example, so that nothing is learned through them (dying ReLU).
 * A whole layer is dead if all of its outputs are zero, or if it passes exactly nothing back in the last
 * `dead.minSteps` steps. A part of it is dead if at least `dead.many` of its units are zero for every example.
 */

import { formatCount, formatFactor, formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';
import { canDie, learnsNothing, stops } from '../evidence/blocked-gradient';
import { type Facts, falls, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { thresholds } from '../evidence/thresholds';
import { inSeeds, kindOf, lineOf, these } from '../wording/phrases';
import { mainLine, toFinding } from '../wording/verdict';

function units(layer: LayerReport): number {
  return layer.outputShape[layer.outputShape.length - 1] ?? 1;
}

/** Whether a whole layer is dead in a seed. */
function isDead(facts: Facts, seed: SeedFacts, index: number): boolean {
  const layer = facts.model.layers[index];
  return canDie(layer) && (layer.output.zeroUnitsPerSeed[seed.index] === 1 || stops(facts, seed, index));
}

/** Why a whole layer died: at the start (a kernel of zeros, depth) or by too large a step. */
function reason(facts: Facts, seeds: readonly SeedFacts[], index: number): string {
  const layer = facts.model.layers[index];
  if (seeds.every((s) => layer.weights.some((w) => w.shape.length >= 2 && w.l2[s.index]?.[0] === 0)))
    return 'its kernel starts at zero';
  const deadAtStart = seeds.every(
    (s) => layer.backwardGains[s.index]?.[0] === 0 || layer.outputGradient.l2[s.index]?.[0] === 0,
  );
  if (deadAtStart && facts.graph.head.has(index)) return 'its inputs happen to be negative from the start';
  if (deadAtStart) {
    const all = formatCount(units(layer), 'unit');
    return `${all} can all start on the zero side by chance, more often in deeper and narrower networks`;
  }
  const jump = medianOfFinite(
    seeds.map((s) =>
      Math.max(...layer.weights.flatMap((w) => w.updateRatio[s.index]?.slice(0, 5) ?? []).filter(Number.isFinite), 0),
    ),
  );
  return jump > 1
    ? `a single step changed its weights by ${formatFactor(jump)} their size`
    : 'training pushed all of them to the zero side';
}

/** In each seed the first dead layer in forward order: those behind it only read zeros. */
function firstDeadLayers(facts: Facts): { seed: SeedFacts; index: number }[] {
  return facts.seeds
    .map((seed) => ({ seed, index: facts.model.layers.findIndex((_, i) => isDead(facts, seed, i)) }))
    .filter(({ index }) => index >= 0);
}

/** The value that occurs most; of equals, the first. */
function mostFrequent(values: readonly number[]): number {
  const count = (value: number): number => values.filter((other) => other === value).length;
  return values.reduce((a, b) => (count(b) > count(a) ? b : a));
}

/** Layers that are dead as a whole, and the layers before them that therefore get no gradient. */
function wholeLayers(facts: Facts): Finding[] {
  const { layers } = facts.model;
  const firstDead = firstDeadLayers(facts);
  if (firstDead.length === 0) return [];
  const seeds = firstDead.map((d) => d.seed);
  const indices = seeds.map((s) => s.index);
  const index = mostFrequent(firstDead.map((d) => d.index));
  const layer = layers[index];
  const first = [...new Set(firstDead.map((d) => d.index))].sort((a, b) => a - b);
  // The layers behind a dead one, mostly a bias, may still lower the loss; that does not train the network.
  const severed = facts.graph.sources.every((i) => seeds.every((seed) => learnsNothing(facts, seed, i)));
  const trains = !severed && seeds.every(falls);
  const dead = layersWhere(layers, (_, i) => seeds.some((seed) => isDead(facts, seed, i)));
  const starved = layersWhere(
    layers,
    (other, i) =>
      !dead.includes(i) &&
      !facts.graph.head.has(i) &&
      isTrainable(other) &&
      seeds.some((seed) => learnsNothing(facts, seed, i)),
  );
  const which =
    first.length === 1
      ? `All ${formatCount(units(layer), 'unit')} of this ${kindOf(layer)} layer are`
      : `A whole ${kindOf(layer)} layer is`;
  const where = first.length > 1 ? ` (the first at ${lineOf(layer)})` : '';
  const cause = toFinding(facts, {
    code: 'dead-units',
    severity: isMajority(facts, seeds) && !trains ? 'error' : 'warning',
    role: 'cause',
    message:
      `${which} dead${inSeeds(facts, indices)}${where}: zero for every example, so no gradient gets through; ` +
      `${reason(facts, seeds, index)}.`,
    at: { file: layer.file, range: layer.range },
    layers: dead,
    seeds: indices,
    related: starved,
  });
  return starved.length === 0 ? [cause] : [cause, starvedByDead(facts, starved, first, indices, layer)];
}

/** The effect: layers that get no gradient because those behind them are dead. */
function starvedByDead(
  facts: Facts,
  starved: readonly number[],
  dead: readonly number[],
  seeds: readonly number[],
  layer: LayerReport,
): Finding {
  const whom = these(starved.map((i) => facts.model.layers[i]));
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: 'information',
    role: 'effect',
    message: `No gradient at all reaches ${whom}${inSeeds(facts, seeds)}: the units at ${lineOf(layer)} are dead.`,
    at: mainLine(facts, starved),
    layers: starved,
    seeds,
    related: dead,
  });
}

/** Layers of which many units are dead, but not all. */
function partly(facts: Facts): Finding[] {
  const { many, minUnits, minExamples } = thresholds.dead;
  if (facts.model.batchSize * Math.max(...facts.seeds.map((s) => s.steps), 0) < minExamples) return [];
  return facts.model.layers.flatMap((layer, index) => {
    if (!canDie(layer) || units(layer) < minUnits) return [];
    const shares = layer.output.zeroUnitsPerSeed;
    const seeds = facts.seeds.filter((s) => shares[s.index] >= many && shares[s.index] < 1);
    if (seeds.length === 0) return [];
    const indices = seeds.map((s) => s.index);
    // The rest of the layer passes gradient on, so a single seed may be bad luck and no fault of the network.
    const isLuck = !isMajority(facts, seeds);
    const trains = seeds.every((s) => s.loss.trend === 'trained');
    const share = formatShare(medianOfFinite(indices.map((i) => shares[i])));
    return [
      toFinding(facts, {
        code: 'dead-units',
        severity: trains || isLuck ? 'information' : 'warning',
        role: 'cause',
        message:
          `${share} of the ${formatCount(units(layer), 'unit')} of this ${kindOf(layer)} layer are dead` +
          `${inSeeds(facts, indices)}: zero for every example, so they learn nothing and add nothing.`,
        at: layer,
        layers: [index],
        seeds: indices,
      }),
    ];
  });
}

export function deadUnits(facts: Facts): Finding[] {
  return [...wholeLayers(facts), ...partly(facts)];
}
