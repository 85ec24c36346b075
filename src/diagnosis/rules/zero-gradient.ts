/** Rule zero-gradient: trainable layers whose gradient is exactly zero in every step because something before the loss passes none. */

import { formatCount } from '../../report/format';
import type { Finding } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import { alwaysOne, assumedOne, isAlwaysOne } from '../wording/softmax-over-one';
import { canDie, isIdle, nothingArrives, stops, upToTheEnd } from '../evidence/blocked-gradient';
import { weightGradient } from '../evidence/depth-profile';
import type { Facts, SeedFacts } from '../evidence/facts';
import { isTrainable } from '../evidence/layer-graph';
import { inSeeds, lineOf, mainLine, these, toFinding, trainingPlace } from '../wording/wording';

function startsAllZero(layer: LayerReport, seed: SeedFacts): boolean {
  const kernel = layer.weights.find((w) => w.shape.length >= 2);
  return kernel?.l2[seed.index]?.[0] === 0;
}

/** Why this layer passes nothing on. */
function reason(facts: Facts, layer: LayerReport, seed: SeedFacts): string {
  if (isAlwaysOne(layer)) return alwaysOne(facts);
  if (startsAllZero(layer, seed)) return 'its weights are all zero and stay so';
  return 'its output does not depend on its input, or through an operation without gradient only';
}

/**
 * Layers that get exactly zero for all their weights in each of the last steps, with the blocking layer as the cause: the one at which gradient arrives and
 * from which none leaves, or nobody where they are simply not connected to the loss. A zero-initialized last layer passes nothing in the first step
 * only and is no fault. Layers that died are dead-units' business, and a loss that has been cut off is saturated-activation's.
 */
export function zeroGradient(facts: Facts): Finding[] {
  const { layers } = facts.model;
  const starved = (seed: SeedFacts, i: number): boolean =>
    isTrainable(layers[i]) && upToTheEnd(seed, (step) => weightGradient(layers[i], seed.index, step) === 0);
  const judged = facts.seeds
    .filter((seed) => !nothingArrives(facts, seed) && seed.loss.trend !== 'diverged')
    .map((seed) => {
      const blocking = layers.map((_, i) => i).filter((i) => stops(facts, seed, i));
      return { seed, blocking, starved: layers.map((_, i) => i).filter((i) => starved(seed, i)) };
    })
    .filter(
      ({ seed, blocking, starved: all }) =>
        all.length > 0 &&
        !blocking.some((i) => canDie(layers[i])) &&
        !layers.some((l) => canDie(l) && l.output.zeroUnitsPerSeed[seed.index] === 1),
    );
  if (judged.length === 0) return [];

  const [{ seed, blocking, starved: suffering }] = judged;
  const indices = judged.map((j) => j.seed.index);
  const isOurs =
    blocking.length > 0 && blocking.every((i) => isAlwaysOne(layers[i])) && assumedOne(facts) !== undefined;
  const severity = isOurs
    ? 'information'
    : judged.length * 2 > facts.seeds.length
      ? suffering.length === layers.filter(isTrainable).length
        ? 'error'
        : 'warning'
      : 'warning';
  const count = `${these(suffering.map((i) => layers[i]))} ${suffering.length === 1 ? 'gets' : 'get'}`;
  if (blocking.length === 0) {
    const message = `${count[0].toUpperCase()}${count.slice(1)} a gradient of exactly zero${inSeeds(facts, indices)}: not connected to the loss, or only through an operation without gradient; set trainable to false if that is meant.`;
    return [
      toFinding(facts, {
        code: 'zero-gradient',
        severity,
        role: 'effect',
        message,
        at: mainLine(facts, suffering),
        layers: suffering,
        seeds: indices,
      }),
    ];
  }
  return blocking.map((index) => {
    const others = suffering.filter((i) => i !== index);
    const loss =
      others.length > 0
        ? `, so ${formatCount(others.length, 'layer')} before it ${others.length === 1 ? 'gets' : 'get'} exactly none`
        : ', not even to its own weights';
    const message = `This layer lets no gradient through${inSeeds(facts, indices)}${loss}: ${reason(facts, layers[index], seed)}.`;
    return toFinding(facts, {
      code: 'zero-gradient',
      severity,
      role: 'cause',
      message,
      at: layers[index],
      layers: [index],
      seeds: indices,
      related: suffering,
    });
  });
}

/** The finding for a loss that is zero whatever the model answers, such as a cross-entropy with targets that are all zero. */
export function zeroLoss(facts: Facts): Finding[] {
  const idle = facts.seeds.filter((seed) => isIdle(facts, seed)).map((seed) => seed.index);
  const layers = facts.model.layers.map((_, i) => i).filter((i) => isTrainable(facts.model.layers[i]));
  if (idle.length === 0 || layers.length === 0) return [];
  const message = `The loss (${facts.model.loss}) is exactly 0 in every step${inSeeds(facts, idle)}, so there is nothing to learn and no gradient at all: look at the targets, which may be all zero.`;
  return [
    toFinding(facts, {
      code: 'zero-gradient',
      severity: 'warning',
      role: 'cause',
      message,
      at: trainingPlace(facts),
      layers,
      seeds: idle,
    }),
  ];
}

/**
 * Layers that get exactly nothing in most seeds because of what another finding tells (a head at its ends, a signal that exploded) and that no finding
 * names: without a word of their own they would look healthy.
 * @param told all other findings; the gravest is taken for the reason
 */
export function starvedByOthers(facts: Facts, told: readonly Finding[]): Finding[] {
  const blame =
    told.find((finding) => finding.severity !== 'information') ??
    told.find(({ code }) => code === 'saturated-activation' || code === 'zero-gradient');
  const { layers } = facts.model;
  const starves = (i: number): boolean =>
    facts.seeds.filter((seed) => upToTheEnd(seed, (step) => weightGradient(layers[i], seed.index, step) === 0)).length *
      2 >
    facts.seeds.length;
  const silent = layers
    .map((_, i) => i)
    .filter((i) => isTrainable(layers[i]) && !told.some((finding) => finding.layers.includes(i)) && starves(i));
  if (!blame || silent.length === 0) return [];
  const indices = facts.seeds
    .filter((seed) => silent.some((i) => upToTheEnd(seed, (step) => weightGradient(layers[i], seed.index, step) === 0)))
    .map((seed) => seed.index);
  const message = `No gradient at all reaches ${these(silent.map((i) => layers[i]))}${inSeeds(facts, indices)}: see ${lineOf(blame)}.`;
  return [
    toFinding(facts, {
      code: 'zero-gradient',
      severity: 'information',
      role: 'effect',
      message,
      at: mainLine(facts, silent),
      layers: silent,
      seeds: indices,
      related: blame.layers,
    }),
  ];
}
