/**
 * Rule dead-units: units that are zero for every example, so that nothing is learned through them (dying ReLU).
 * A whole layer is dead if all of its outputs are zero, or if it passes exactly nothing back in the last
 * `dead.minSteps` steps. A part of it is dead if at least `dead.many` of its units are zero for every example.
 */

import { formatCount, formatDecimal, formatFactor, formatShare } from '../../report/format';
import type { Finding, LayerSetting } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';
import { hasZeroWeightGradient, oneRowBefore } from '../evidence/blocked-gradient';
import {
  canDie,
  type DeadLayer,
  firstDeadLayers,
  isDead,
  isKilled,
  isMostlyKilled,
  severityOfDeath,
} from '../evidence/dead-layers';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { thresholds } from '../thresholds/thresholds';
import { hasOwnLearningRate } from '../evidence/update-ratio';
import { inSeeds, kindText, lineText, noneBeforeText, oneRowText, theseLayers } from '../phrases/phrases';
import { mainLine, toFinding, optimizerPlace } from '../phrases/verdict';

function units(layer: LayerReport): number {
  return layer.outputShape[layer.outputShape.length - 1] ?? 1;
}

/** Root mean square of the bias before the first step, the smallest of these seeds; NaN without a bias. */
function startOfBias(layer: LayerReport, seeds: readonly SeedFacts[]): number {
  const bias = layer.weights.find((w) => w.name.endsWith('bias') && w.shape.length === 1);
  return bias ? Math.min(...seeds.map((s) => bias.l2[s.index]?.[0] / Math.sqrt(bias.shape[0]))) : Number.NaN;
}

/** Why a whole layer is dead and what to do in the code, as part of a sentence, and the setting that does it. */
interface Reason {
  readonly why: string;
  readonly setting?: LayerSetting;
}

function reason(facts: Facts, dead: readonly DeadLayer[]): Reason {
  const layer = facts.model.layers[dead[0].index];
  const seeds = dead.map(({ seed }) => seed);
  if (seeds.every((s) => layer.weights.some((w) => w.shape.length >= 2 && w.l2[s.index]?.[0] === 0)))
    return {
      why: 'its kernel starts at zero; leave kernelInitializer out, or use heNormal',
      setting: 'kernelInitializer',
    };
  const bias = startOfBias(layer, seeds);
  if (bias > thresholds.dead.offBias)
    return {
      why: `its bias starts at a size of ${formatDecimal(bias)}, which switches the units off; start it at 0`,
      setting: 'biasInitializer',
    };
  const inHead = facts.graph.head.has(dead[0].index);
  const ofHead = inHead ? ({ setting: 'activation' } as const) : undefined;
  const born = dead.filter(({ since }) => since === 'start');
  if (born.length * 2 > dead.length)
    return inHead ? { why: bornDeadHead(layer), ...ofHead } : { why: bornDead(layer), setting: 'kernelInitializer' };
  const killed = dead.filter(isKilled);
  if (killed.length > 0) {
    const jump = medianOfFinite(killed.map((one) => one.jump));
    return {
      why:
        `it was alive at first; a single step changed the weights by ${formatFactor(jump)} their size ` +
        `(see ${lineText(optimizerPlace(facts))})`,
    };
  }
  if (dead.every(({ since }) => typeof since === 'number')) return { why: pushed(dead, inHead), ...ofHead };
  return inHead
    ? { why: `nothing brings it back. ${openHead}`, ...ofHead }
    : { why: `look at what it reads, and at its initializer; ${alternative}`, setting: 'kernelInitializer' };
}

const openHead = 'Leave the activation of the output layer out, or use softplus if outputs must be positive';

const alternative = 'elu, swish or leakyReLU still pass something back there';

function bornDead(layer: LayerReport): string {
  const all = formatCount(units(layer), 'unit');
  if (units(layer) > 1 && startsEqual(layer)) {
    const by = layer.kernelInitializer ? ` (${layer.kernelInitializer} makes their kernel)` : '';
    return `${all} start with the same weights${by}, which put all of them on the zero side: start from random weights`;
  }
  return units(layer) > thresholds.dead.byChance
    ? `${all} do not start on the zero side by chance: look at the sign of its inputs and at its initializer`
    : `${all} can all start on the zero side by chance, more often in deeper and narrower networks; ${alternative}, ` +
        'and so do more units';
}

/** Whether the kernel has the same column for each unit when training begins. */
function startsEqual({ weights }: LayerReport): boolean {
  return weights.some(({ shape, distinctUnits = [] }) => {
    return shape.length >= 2 && distinctUnits.length > 0 && distinctUnits.every(([atStart]) => atStart === 1);
  });
}

function bornDeadHead(layer: LayerReport): string {
  const its = units(layer) === 1 ? 'its output is' : 'its outputs are';
  return (
    `from the first step on ${its} negative with the weights that chance gives there, and relu cuts that off at 0. ` +
    openHead
  );
}

function pushed(dead: readonly DeadLayer[], inHead: boolean): string {
  const latest = Math.max(...dead.map(({ since }) => Number(since)));
  const when = `training pushed what was left of it to the zero side within ${formatCount(latest, 'step')}`;
  return inHead ? `${when}. ${openHead}` : `${when}; ${alternative}`;
}

/** The value that occurs most; of equals, the first. */
function mostFrequent(values: readonly number[]): number {
  const count = (value: number): number => values.filter((other) => other === value).length;
  return values.reduce((a, b) => (count(b) > count(a) ? b : a));
}

/** `The unit of this ReLU layer is`, `All 16 units of this ReLU layer are`. */
function wholeLayer(layer: LayerReport): string {
  return units(layer) === 1
    ? `The unit of this ${kindText(layer)} layer is`
    : `All ${formatCount(units(layer), 'unit')} of this ${kindText(layer)} layer are`;
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
  const dead = layersWhere(layers, (_, i) => seeds.some((seed) => isDead(facts, seed, i)));
  const starved = layersWhere(
    layers,
    (other, i) =>
      !dead.includes(i) &&
      !facts.graph.head.has(i) &&
      isTrainable(other) &&
      seeds.some((seed) => hasZeroWeightGradient(facts, seed, i)),
  );
  const oneRow = oneRowBefore(facts, index);
  if (oneRow !== undefined) return [normalizedAway(facts, oneRow, [...dead, ...starved], indices)];
  const which = first.length === 1 ? wholeLayer(layer) : `A whole ${kindText(layer)} layer is`;
  const where = first.length > 1 ? ` (the first at ${lineText(layer)})` : '';
  const { why, setting } = reason(
    facts,
    firstDead.filter((one) => one.index === index),
  );
  const finding = toFinding(facts, {
    code: 'dead-units',
    severity: isLuckOfStart(facts, firstDead) ? 'information' : severityOfDeath(facts, seeds),
    // The rule update-too-large then names the cause, where training is set up.
    role: isMostlyKilled(firstDead) && hasOwnLearningRate(facts) ? 'effect' : 'cause',
    message:
      `${which} dead${inSeeds(facts, indices)}${where}: zero for every example, so no gradient gets through; ` +
      `${why}.`,
    at: { file: layer.file, range: layer.range },
    layers: dead,
    blames: setting ? [{ setting, layers: [index] }] : [],
    seeds: indices,
    related: starved,
  });
  return starved.length === 0 ? [finding] : [finding, starvedByDead(facts, starved, first, indices, layer)];
}

/** The finding on a batch normalization of one row, whose outputs of 0 the units behind it only cut off. */
function normalizedAway(facts: Facts, index: number, others: readonly number[], seeds: readonly number[]): Finding {
  const starved = others.filter((i) => i < index).length;
  const loss = starved === 0 ? '' : noneBeforeText(starved);
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: 'error',
    role: 'cause',
    message: `This layer lets no gradient through${inSeeds(facts, seeds)}${loss}: ${oneRowText}.`,
    at: facts.model.layers[index],
    layers: [index],
    seeds,
    related: others,
  });
}

/** Whether a hidden layer of few units is dead from the first step on, in a single one of many seeds. */
function isLuckOfStart(facts: Facts, dead: readonly DeadLayer[]): boolean {
  const { manyStarts, byChance } = thresholds.dead;
  const [{ index, since }] = dead;
  const isByChance = !facts.graph.head.has(index) && units(facts.model.layers[index]) <= byChance;
  return dead.length === 1 && since === 'start' && isByChance && facts.seeds.length >= manyStarts;
}

/** The effect on layers that get no gradient because the layers behind them are dead. */
function starvedByDead(
  facts: Facts,
  starved: readonly number[],
  dead: readonly number[],
  seeds: readonly number[],
  layer: LayerReport,
): Finding {
  const whom = theseLayers(starved.map((i) => facts.model.layers[i]));
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: 'information',
    role: 'effect',
    message: `No gradient at all reaches ${whom}${inSeeds(facts, seeds)}: the units at ${lineText(layer)} are dead.`,
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
    const trains = seeds.every(
      (seed) => seed.loss.trend === 'trained' || furtherStepsOf(facts, seed)?.learns === 'below',
    );
    const share = formatShare(medianOfFinite(indices.map((i) => shares[i])));
    return [
      toFinding(facts, {
        code: 'dead-units',
        severity: trains || isLuck ? 'information' : 'warning',
        role: 'cause',
        message:
          `${share} of the ${formatCount(units(layer), 'unit')} of this ${kindText(layer)} layer are dead` +
          `${inSeeds(facts, indices)}: zero for every example, so they learn nothing and add nothing. Take a smaller ` +
          `learning rate; ${alternative}.`,
        at: layer,
        layers: [index],
        blames: [{ setting: 'learningRate' }],
        seeds: indices,
      }),
    ];
  });
}

/** Findings on layers whose units all give zero, and on layers where a large part does. */
export function deadUnits(facts: Facts): Finding[] {
  return [...wholeLayers(facts), ...partly(facts)];
}
