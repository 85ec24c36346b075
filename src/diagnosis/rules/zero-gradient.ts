/**
 * Rule zero-gradient: trainable layers whose gradient is exactly zero in each of the last `dead.minSteps` steps,
 * because a layer between them and the loss passes none, or because the loss itself is zero.
 */

import type { Finding, Severity, BlamedText } from '../../report/finding';
import type { Location } from '../../report/position';
import type { LayerReport } from '../../report/report';
import {
  hasOnlyZeroLoss,
  hasZeroWeightGradient,
  isWithoutGradient,
  normalizesOneRow,
  stopsGradient,
} from '../evidence/blocked-gradient';
import { canDie } from '../evidence/dead-layers';
import { weightGradient } from '../evidence/depth-profile';
import { type Facts, isMajority, lossFalls, type SeedFacts } from '../evidence/facts';
import { lastShare } from '../evidence/further-steps';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { thresholds } from '../thresholds/thresholds';
import { inSeeds, lineText, noneBeforeText, oneRowText, shapeText, theseLayers } from '../phrases/phrases';
import { alwaysOneText, argumentAssumedOne, isAlwaysOne } from '../phrases/softmax-over-one';
import { mainLine, toFinding, trainingPlace } from '../phrases/verdict';
import { alwaysOneByOperation, softmaxOfOne } from './softmax-of-one';

interface Judged {
  readonly seed: SeedFacts;
  /** Indices of the layers that stop the gradient. */
  readonly blocking: readonly number[];
  /** Indices of the trainable layers that get none. */
  readonly starved: readonly number[];
}

function startsAllZero(layer: LayerReport, seed: SeedFacts): boolean {
  const kernel = layer.weights.find((w) => w.shape.length >= 2);
  return kernel?.l2[seed.index]?.[0] === 0;
}

/** Why a layer passes nothing on. */
function reason(facts: Facts, index: number, seed: SeedFacts): string {
  const layer = facts.model.layers[index];
  if (isAlwaysOne(layer)) return alwaysOneText(facts, index);
  if (normalizesOneRow(facts, layer)) return oneRowText;
  if (startsAllZero(layer, seed)) return 'its weights are all zero and stay so; start from random ones';
  if (layer.output.zeroUnitsPerSeed[seed.index] === 1)
    return (
      'it gives nothing but zeros for all that it gets; lower the threshold below which it cuts off, or take ' +
      'tf.layers.reLU()'
    );
  return (
    'its output does not depend on its input, or only through an operation that has no gradient; leave out what ' +
    'rounds, compares or picks (tf.round, greater, argMax), and scale inputs that are far from 1'
  );
}

/** The setting that makes a layer pass nothing on, where it is one. */
function blamedSettings(layer: LayerReport, index: number, seed: SeedFacts): readonly BlamedText[] {
  if (isAlwaysOne(layer)) return [{ setting: 'activation', layers: [index] }];
  return startsAllZero(layer, seed) ? [{ setting: 'kernelInitializer', layers: [index] }] : [];
}

/**
 * The seeds with starved layers. The rule dead-units judges layers that died, saturated-activation a loss that is cut
 * off; but a softmax over one unit stops the gradient whether or not its loss gives any.
 */
function judgedSeeds(facts: Facts): Judged[] {
  const { layers } = facts.model;
  const ones = layersWhere(layers, (layer, i) => facts.graph.head.has(i) && isAlwaysOne(layer));
  return facts.seeds
    .filter((seed) => (ones.length > 0 || !isWithoutGradient(facts, seed)) && seed.loss.trend !== 'diverged')
    .map((seed) => ({
      seed,
      blocking: isWithoutGradient(facts, seed) ? ones : layersWhere(layers, (_, i) => stopsGradient(facts, seed, i)),
      starved: layersWhere(
        layers,
        (layer, i) =>
          isTrainable(layer) &&
          !isSolved(facts, seed, i) &&
          (hasZeroWeightGradient(facts, seed, i) || (ones.length > 0 && getsOnlyPenalty(facts, seed, i))),
      ),
    }))
    .filter(
      ({ seed, blocking, starved }) =>
        starved.length > 0 &&
        !blocking.some((i) => canDie(layers[i])) &&
        !layers.some((layer) => canDie(layer) && layer.output.zeroUnitsPerSeed[seed.index] === 1),
    );
}

/**
 * Whether the loss of the data gives a layer before a softmax over one unit, or that layer itself, no gradient, so that
 * only the penalty of a regularizer moves its weights.
 */
function getsOnlyPenalty({ model: { layers }, graph }: Facts, { index, steps }: SeedFacts, layer: number): boolean {
  if (graph.head.has(layer)) return isAlwaysOne(layers[layer]);
  const atOutput = layers[layer].outputGradient.l2[index]?.slice(-thresholds.dead.minSteps) ?? [];
  return steps >= thresholds.dead.minSteps && atOutput.every((norm) => norm === 0);
}

/**
 * Whether a layer got a gradient until training had taken the loss to nothing, where tfjs's cross-entropy has none.
 */
function isSolved(facts: Facts, { index, early, loss }: SeedFacts, layer: number): boolean {
  return (
    loss.trend === 'trained' &&
    loss.later >= 0 &&
    loss.later < thresholds.probabilities.noLoss &&
    early.some((step) => weightGradient(facts.model.layers[layer], index, step) > 0)
  );
}

function severityOf(facts: Facts, judged: readonly Judged[], { blocking, starved }: Judged): Severity {
  const { layers } = facts.model;
  const isAssumption =
    blocking.length > 0 && blocking.every((i) => isAlwaysOne(layers[i])) && argumentAssumedOne(facts) !== undefined;
  if (isAssumption) return 'information';
  // Such a layer stops the gradient in every step.
  if (blocking.some((i) => normalizesOneRow(facts, layers[i]))) return 'error';
  return isMajority(facts, judged) && starved.length === layers.filter(isTrainable).length ? 'error' : 'warning';
}

/**
 * One finding for each layer that stops the gradient: some arrives at its output, none leaves it. Without such a layer
 * the starved layers are not connected to the loss. An output layer that starts at zero passes nothing in the first
 * step only, and is no fault.
 */
export function zeroGradient(facts: Facts): Finding[] {
  const { layers } = facts.model;
  const judged = judgedSeeds(facts);
  if (judged.length === 0) return [];
  const [{ seed, blocking, starved }] = judged;
  const seeds = judged.map((j) => j.seed.index);
  const severity = severityOf(facts, judged, judged[0]);
  const empty = layers.findIndex(({ outputShape }) => outputShape.includes(0));
  if (empty >= 0) return [emptyOutputs(facts, empty, starved, seeds)];
  const offTape = blocking.length === 0 ? layersOffTape(facts, starved) : [];
  if (offTape.length > 0)
    return [
      ...offTape.map((index) => leavesTape(facts, index, starved, seeds)),
      disconnected(facts, starved, seeds, 'information', layers[offTape[0]].offTape?.at ?? layers[offTape[0]]),
    ];
  const alone = blocking.length === 0 ? softmaxOfOne(facts) : undefined;
  if (alone)
    return [
      alwaysOneByOperation(facts, alone, starved, { severity, seeds }),
      disconnected(facts, starved, seeds, 'information', alone.at),
    ];
  if (blocking.length === 0)
    return [
      disconnected(
        facts,
        starved,
        seeds,
        areLeftOver(facts, starved) || cancelOut(facts, starved) ? 'information' : severity,
      ),
    ];
  return blocking.map((index) => {
    const others = starved.filter((i) => i !== index);
    const loss = others.length > 0 ? noneBeforeText(others.length) : ', not even to its own weights';
    if (isAtItsEnds(layers[index], seeds)) return atItsEnds(facts, index, { severity, seeds, starved, loss });
    const why = reason(facts, index, seed);
    return toFinding(facts, {
      code: 'zero-gradient',
      severity,
      role: 'cause',
      message: `This layer lets no gradient through${inSeeds(facts, seeds)}${loss}: ${why}.`,
      at: layers[index],
      layers: [index],
      blames: blamedSettings(layers[index], index, seed),
      seeds,
      related: starved,
    });
  });
}

/**
 * Whether these are variables of a loop that no kernel's operation reads, while others learn: left over, or meant for
 * something else, such as a page's state.
 */
function areLeftOver(facts: Facts, starved: readonly number[]): boolean {
  const isApart = ({ className, isKernel, weights }: LayerReport): boolean =>
    className === 'Variable' && isKernel !== true && weights.every(({ unconnected }) => unconnected === true);
  return starved.every((i) => isApart(facts.model.layers[i])) && facts.seeds.every(lossFalls);
}

/**
 * Whether these are variables that only move all numbers of an axis, such as biases, while the kernels learn: where the
 * loss compares two outputs with each other, such as those of twins, what both add cancels out.
 */
function cancelOut({ model: { layers } }: Facts, starved: readonly number[]): boolean {
  const isBias = ({ className, weights }: LayerReport): boolean =>
    className === 'Variable' && weights.every(({ shape, unconnected }) => shape.length <= 1 && unconnected !== true);
  return starved.every((i) => isBias(layers[i])) && layers.some(({ isKernel }, i) => isKernel && !starved.includes(i));
}

/** Whether every output of a bounded activation is where its slope is exactly zero, in single precision. */
function isAtItsEnds({ activation, output }: LayerReport, seeds: readonly number[]): boolean {
  const isBounded = activation === 'tanh' || activation === 'sigmoid' || activation === 'hardSigmoid';
  return isBounded && seeds.every((seed) => output.saturatedPerSeed[seed] > thresholds.saturated.output);
}

/**
 * The finding on a layer whose activation is saturated to the last output. Where that is so in a few seeds alone, and
 * these learn by what leads past the layer, it informs.
 */
function atItsEnds(
  facts: Facts,
  index: number,
  how: { severity: Severity; seeds: readonly number[]; starved: readonly number[]; loss: string },
): Finding {
  const layer = facts.model.layers[index];
  const shown = facts.seeds.filter(({ index }) => how.seeds.includes(index));
  const isBypassed =
    !isMajority(facts, shown) && shown.every((seed) => lastShare(facts, seed) < thresholds.guessing.near);
  return toFinding(facts, {
    code: 'saturated-activation',
    severity: isBypassed ? 'information' : how.severity,
    role: 'cause',
    message:
      `The outputs of ${theseLayers([layer])} are all at the ends of their range${inSeeds(facts, how.seeds)}, where ` +
      `the slope is exactly 0. It lets no gradient through${how.loss}: its inputs or its weights are far too large. ` +
      'Scale the inputs to about 1, and leave kernelInitializer out.',
    at: layer,
    layers: [index],
    blames: [{ setting: 'kernelInitializer', layers: [index] }],
    seeds: how.seeds,
    related: how.starved,
  });
}

/** The finding on the first layer that gives no numbers at all; tfjs goes on with them. */
function emptyOutputs(facts: Facts, index: number, starved: readonly number[], seeds: readonly number[]): Finding {
  const { layers } = facts.model;
  const layer = layers[index];
  const before = layer.inputs.map((input) => layers[input]).at(0);
  const got = before && ` of the ${shapeText(before.outputShape)} that it gets from ${lineText(before)}`;
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: 'error',
    role: 'cause',
    message:
      `This ${layer.className} layer gives no numbers at all: it makes ${shapeText(layer.outputShape)}${got ?? ''}, ` +
      'because its window is larger than that. What comes after it sees nothing of the input. Leave out a pooling ' +
      "layer, or give those before it smaller kernels or padding: 'same'.",
    at: layer,
    layers: [index],
    seeds,
    related: starved,
  });
}

/** Layers behind the starved ones that compute their outputs from plain numbers. */
function layersOffTape({ model: { layers } }: Facts, starved: readonly number[]): number[] {
  return layersWhere(layers, ({ offTape }, i) => offTape !== undefined && starved.some((index) => index < i));
}

function leavesTape(facts: Facts, index: number, starved: readonly number[], seeds: readonly number[]): Finding {
  const layer = facts.model.layers[index];
  const before = starved.filter((i) => i < index);
  const { operation, at } = layer.offTape ?? {};
  const how = operation === undefined ? 'computes its output from plain numbers' : plainNumbers(operation);
  const whom =
    before.length === 1
      ? `the layer before it (${lineText(facts.model.layers[before[0]])}) gets`
      : `the ${before.length} layers before it get`;
  return toFinding(facts, {
    code: 'zero-gradient',
    severity: isMajority(facts, seeds) ? 'error' : 'warning',
    role: 'cause',
    message:
      `The layer ${layer.name} (${layer.className}) ${how}${inSeeds(facts, seeds)}, so ${whom} no gradient at all ` +
      `and never learn${before.length === 1 ? 's' : ''}. Compute its output with tensor operations alone; if this is ` +
      'meant, set trainable to false before it.',
    at: at ?? layer,
    layers: [index],
    seeds,
    related: before,
  });
}

function plainNumbers(operation: string): string {
  return `takes its input off the tape by ${operation}(), through which no gradient flows`;
}

/**
 * The finding on layers from which no way leads to the loss.
 * @param cause where that is known
 */
function disconnected(
  facts: Facts,
  starved: readonly number[],
  seeds: readonly number[],
  severity: Severity,
  cause?: Location,
): Finding {
  const layers = starved.map((i) => facts.model.layers[i]);
  const who = theseLayers(layers);
  const [get, they, are] = starved.length === 1 ? ['gets', 'it', 'is'] : ['get', 'they', 'are'];
  const isApart = layers.every(({ weights }) => weights.some((w) => w.trainable && w.unconnected));
  const why = cause
    ? `see ${lineText(cause)}`
    : isApart
      ? `${they} ${are} not connected to the loss, or only through an operation that has no gradient; ` +
        'set trainable to false if that is meant'
      : cancelOut(facts, starved)
        ? `what ${they} add${starved.length === 1 ? 's' : ''} cancels out, as where the loss takes the difference of ` +
          'two outputs that both have it, or the slope behind is 0'
        : `the loss depends on ${they === 'it' ? 'it' : 'them'} only where the slope is 0, such as a ReLU of nothing ` +
          'but negative numbers, a clip or tf.round; look at what the operations between there and the loss are given';
  return toFinding(facts, {
    code: 'zero-gradient',
    severity,
    role: 'effect',
    message:
      `${who[0].toUpperCase()}${who.slice(1)} ${get} a gradient of exactly zero${inSeeds(facts, seeds)}: ` + `${why}.`,
    at: mainLine(facts, starved),
    layers: starved,
    seeds,
  });
}

/**
 * The finding on a loss that is zero whatever the model answers, such as a cross-entropy whose targets are all zero. It
 * is information where the inputs are all zeros, too: such data have not been loaded yet, or stand in for others.
 */
export function zeroLoss(facts: Facts): Finding[] {
  const idle = facts.seeds.filter((seed) => hasOnlyZeroLoss(facts, seed)).map((seed) => seed.index);
  const layers = layersWhere(facts.model.layers, isTrainable);
  if (idle.length === 0 || layers.length === 0) return [];
  const { inputs = [] } = facts.model.dataFacts ?? {};
  const isUnloaded = inputs.length > 0 && inputs.every(({ min, max }) => min === 0 && max === 0);
  return [
    toFinding(facts, {
      code: 'zero-gradient',
      severity: isUnloaded ? 'information' : 'warning',
      role: 'cause',
      message:
        `The loss (${facts.model.loss}) is exactly 0 in every step${inSeeds(facts, idle)}, so there is nothing to ` +
        'learn and no gradient at all: ' +
        (isUnloaded
          ? 'inputs and targets are all zeros. Where they are loaded first, let the code that trains do so.'
          : 'look at the targets, which may all be zero.'),
      ...(isUnloaded && { headline: 'all data are zeros; nothing to learn' }),
      at: trainingPlace(facts),
      layers,
      seeds: idle,
    }),
  ];
}

/**
 * Layers that get exactly nothing in most seeds because of another finding (an output at its ends, a signal that
 * exploded) which does not name them; without a finding of their own they would look healthy.
 * @param others all other findings; the message refers to the most severe
 */
export function starvedByOthers(facts: Facts, others: readonly Finding[]): Finding[] {
  const blame =
    others.find((finding) => finding.severity !== 'information') ??
    others.find(({ code }) => code === 'saturated-activation' || code === 'zero-gradient');
  const { layers } = facts.model;
  const starvedSeeds = (i: number): readonly SeedFacts[] =>
    facts.seeds.filter((seed) => hasZeroWeightGradient(facts, seed, i));
  const unnamed = layersWhere(
    layers,
    (layer, i) =>
      isTrainable(layer) && !others.some((finding) => finding.layers.includes(i)) && isMajority(facts, starvedSeeds(i)),
  );
  if (!blame || unnamed.length === 0) return [];
  const seeds = facts.seeds
    .filter((seed) => unnamed.some((i) => hasZeroWeightGradient(facts, seed, i)))
    .map((seed) => seed.index);
  const whom = theseLayers(unnamed.map((i) => layers[i]));
  return [
    toFinding(facts, {
      code: 'zero-gradient',
      severity: 'information',
      role: 'effect',
      message: `No gradient at all reaches ${whom}${inSeeds(facts, seeds)}: see ${lineText(blame)}.`,
      at: mainLine(facts, unnamed),
      layers: unnamed,
      seeds,
      related: blame.layers,
    }),
  ];
}
