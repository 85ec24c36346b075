/** Rule dead-units: units that are zero for every example, so that nothing is learned through them (dying ReLU). */

import { formatCount, formatFactor, formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import { canDie, stops, upToTheEnd } from '../evidence/blocked-gradient';
import { weightGradient } from '../evidence/depth-profile';
import { type Facts, falls, type SeedFacts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';
import { medianOfFinite } from '../../report/statistics';
import { thresholds } from '../evidence/thresholds';
import { inSeeds, kindOf, lineOf, mainLine, these, toFinding } from '../wording/wording';

function units(layer: LayerReport): number {
  return layer.outputShape[layer.outputShape.length - 1] ?? 1;
}

/** Whether a whole layer is dead in a seed: its outputs are all zero, or gradient arrives and none gets through. */
function isDead(facts: Facts, seed: SeedFacts, index: number): boolean {
  const layer = facts.model.layers[index];
  return canDie(layer) && (layer.output.zeroUnitsPerSeed[seed.index] === 1 || stops(facts, seed, index));
}

/** Why units died: from the start (a kernel of zeros, depth) or by too large a step. */
function reason(facts: Facts, seeds: readonly SeedFacts[], index: number): string {
  const layer = facts.model.layers[index];
  if (seeds.every((s) => layer.weights.some((w) => w.shape.length >= 2 && w.l2[s.index]?.[0] === 0)))
    return 'its kernel starts at zero';
  const atStart = seeds.every(
    (s) => layer.backwardGains[s.index]?.[0] === 0 || layer.outputGradient.l2[s.index]?.[0] === 0,
  );
  if (atStart)
    return facts.graph.head.has(index)
      ? 'its inputs happen to be negative from the start'
      : `${formatCount(units(layer), 'unit')} can all start on the zero side, the more likely the deeper and narrower the network`;
  const jump = medianOfFinite(
    seeds.map((s) =>
      Math.max(...layer.weights.flatMap((w) => w.updateRatio[s.index]?.slice(0, 5) ?? []).filter(Number.isFinite), 0),
    ),
  );
  return jump > 1
    ? `a single step changed its weights by ${formatFactor(jump)} their size`
    : 'training pushed all of them to the zero side';
}

/** Layers that are dead as a whole; only the first in forward order of each seed is the cause, what follows reads zeros. */
function wholeLayers(facts: Facts): Finding[] {
  const { layers } = facts.model;
  const firstDead = facts.seeds
    .map((seed) => ({ seed, index: layers.findIndex((_, i) => isDead(facts, seed, i)) }))
    .filter((d) => d.index >= 0);
  if (firstDead.length === 0) return [];
  const seeds = firstDead.map((d) => d.seed);
  const counts = new Map<number, number>();
  for (const { index } of firstDead) counts.set(index, (counts.get(index) ?? 0) + 1);
  const [index] = [...counts.entries()].reduce((a, b) => (b[1] > a[1] ? b : a));
  const layer = layers[index];
  const also = [...new Set(firstDead.map((d) => d.index))].sort((a, b) => a - b);
  const indices = seeds.map((s) => s.index);
  // What the layers behind the dead one still learn, a bias mostly, lets the loss fall but is no training of the network.
  const severed = facts.graph.sources.every((i) =>
    seeds.every((seed) => upToTheEnd(seed, (step) => weightGradient(layers[i], seed.index, step) === 0)),
  );
  const trains = !severed && seeds.every(falls);
  const which =
    also.length === 1
      ? `All ${formatCount(units(layer), 'unit')} of this ${kindOf(layer)} layer are`
      : `A whole ${kindOf(layer)} layer is`;
  const at = { file: layer.file, range: layer.range };
  const dead = layers.map((_, i) => i).filter((i) => seeds.some((seed) => isDead(facts, seed, i)));
  const starved = layers
    .map((_, i) => i)
    .filter(
      (i) =>
        !dead.includes(i) &&
        !facts.graph.head.has(i) &&
        isTrainable(layers[i]) &&
        seeds.some((seed) => upToTheEnd(seed, (step) => weightGradient(layers[i], seed.index, step) === 0)),
    );
  const effect =
    starved.length === 0
      ? []
      : [
          toFinding(facts, {
            code: 'zero-gradient',
            severity: 'information',
            role: 'effect',
            message: `No gradient at all reaches ${these(starved.map((i) => layers[i]))}${inSeeds(facts, indices)}: the units of ${lineOf(layer)} are dead.`,
            at: mainLine(facts, starved),
            layers: starved,
            seeds: indices,
            related: also,
          }),
        ];
  return [
    toFinding(facts, {
      code: 'dead-units',
      severity: seeds.length * 2 > facts.seeds.length && !trains ? 'error' : 'warning',
      role: 'cause',
      message: `${which} dead${inSeeds(facts, indices)}${also.length > 1 ? ` (the first at ${lineOf(layer)})` : ''}: zero for every example, so no gradient gets through; ${reason(facts, seeds, index)}.`,
      at,
      layers: dead,
      seeds: indices,
      related: starved,
    }),
    ...effect,
  ];
}

/** Layers of which a large share of the units is dead, but not all. */
function partly(facts: Facts): Finding[] {
  const { many, minUnits, minExamples } = thresholds.dead;
  if (facts.model.batchSize * Math.max(...facts.seeds.map((s) => s.steps), 0) < minExamples) return [];
  return facts.model.layers.flatMap((layer, index) => {
    if (!canDie(layer) || units(layer) < minUnits) return [];
    const shares = layer.output.zeroUnitsPerSeed;
    const seeds = facts.seeds.filter((s) => shares[s.index] >= many && shares[s.index] < 1);
    if (seeds.length === 0) return [];
    const indices = seeds.map((s) => s.index);
    // What is left of the layer passes gradient on, so a single seed with bad luck is not yet a fault of the network.
    const isLuck = seeds.length * 2 <= facts.seeds.length;
    const trains = seeds.every((s) => s.loss.trend === 'trained');
    const share = medianOfFinite(indices.map((i) => shares[i]));
    const message = `${formatShare(share)} of the ${formatCount(units(layer), 'unit')} of this ${kindOf(layer)} layer are dead${inSeeds(facts, indices)}: zero for every example, so they learn nothing and add nothing.`;
    return [
      toFinding(facts, {
        code: 'dead-units',
        severity: trains || isLuck ? 'information' : 'warning',
        role: 'cause',
        message,
        at: layer,
        layers: [index],
        seeds: indices,
      }),
    ];
  });
}

/** Whole layers and parts of them. */
export function deadUnits(facts: Facts): Finding[] {
  return [...wholeLayers(facts), ...partly(facts)];
}
