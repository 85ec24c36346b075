/**
 * Rule not-learning: gradients flow, but the loss of the data is not below what a constant answer gives, in the
 * measured steps and in some hundred more; or the penalties of regularizers are most of the loss. It names what holds
 * the model: a penalty, dropout, a head at the ends of its range, no hidden layer, a small learning rate. Thresholds:
 * `thresholds.learning`.
 */

import { formatCount, formatDecimal, formatMagnitude, formatShare } from '../../report/format';
import type { Finding } from '../../report/finding';
import { usualRate } from '../../report/model-settings';
import { type FurtherSteps, startShare } from '../../report/losses';
import { medianOfFinite } from '../../report/statistics';
import { type Facts, hasOwnData, isMajority, type SeedFacts } from '../evidence/facts';
import { answersOf } from '../evidence/loss-of-guessing';
import { layersWhere } from '../evidence/layer-graph';
import { weightsOfLinearModel } from '../evidence/linear-model';
import { endsUnlearned, endOfFurtherSteps, endOfSeeds, furtherStepsOf } from '../evidence/further-steps';
import { thresholds } from '../thresholds/thresholds';
import { hasOwnLearningRate, medianUpdateRatio } from '../evidence/update-ratio';
import type { Hold, WeighedHold } from '../phrases/hold';
import { nothingLearnedText } from '../phrases/phrases';
import { alwaysOneText, isAlwaysOne } from '../phrases/softmax-over-one';
import { optimizerPlace, toFinding, trainingPlace } from '../phrases/verdict';
import { inputsFarFromZero } from './inputs-far-from-zero';
import { targetsFarFromZero } from './targets-far-from-zero';
import { largeStepsReason, notYetLearning } from './not-yet-learning';
import { mixedRows, shuffledGraph, unlearnedByShuffledGraph } from './mixed-rows';
import { narrowKernels } from './narrow-kernels';
import { judgedFakes } from './judged-fakes';
import { loweredRewards } from './lowered-rewards';
import { opposedSteps } from './opposed-steps';
import { reshapedAxes, unlearnedByReshape } from './reshaped-axes';
import { rowsApart, shuffledAlone } from './rows-apart';
import { sameAnswers } from './same-answers';
import { risesAboveGuessing } from './update-too-large';
import {
  areBatchesSorted,
  areClassesUnlearned,
  rowsOfOneClass,
  sortedBatches,
  sortedBatchesPlace,
  sortedBatchesReason,
  sortedClasses,
} from './sorted-batches';
import { collapsedOutputs, largePenalty, mostlyPenalty } from './mostly-penalty';
import { endlessFall } from './endless-fall';
import { unreadTargets } from './unread-targets';
import { softmaxHold } from './softmax-inside';
import { fewUnitsLeft } from './few-units-left';
import { layerOfOneUnit, oneUnitBeforeClasses, oneUnitReason } from './one-unit-before-classes';

const limits = thresholds.learning;

/** At most one finding: what keeps the model from learning; else what mixes the rows or axes that it reads. */
export function notLearning(facts: Facts): Finding[] {
  // Made-up data may hold nothing to learn, so the rule says nothing about them.
  if (!hasOwnData(facts)) return [];
  const unread = unreadTargets(facts);
  if (unread.length > 0) return unread;
  const found = heldBack(facts);
  return [found, reshapedAxes(facts), shuffledGraph(facts)].find((one) => one.length > 0) ?? [];
}

/** At most one finding: that nothing is learned; else that the penalty is most of what the loss shows. */
function heldBack(facts: Facts): Finding[] {
  const against = [judgedFakes(facts), loweredRewards(facts), opposedSteps(facts)].find((found) => found.length > 0);
  if (against) return against;
  const certain = [endlessFall(facts), sameAnswers(facts)].find((found) => found.length > 0) ?? [];
  if (certain.length > 0 || !facts.model.answers) return certain;
  const apart = rowsApart(facts);
  if (apart.length > 0) return apart;
  const reshaped = unlearnedByReshape(facts);
  if (reshaped.length > 0) return reshaped;
  const strangers = unlearnedByShuffledGraph(facts);
  if (strangers.length > 0) return strangers;
  const stuck = facts.seeds.filter((seed) => isStuck(facts, seed));
  const found = isMajority(facts, stuck) ? nothingLearned(facts, stuck) : mostlyPenalty(facts);
  if (found.length > 0) return found;
  const thrown = facts.seeds.filter((seed) => risesAboveGuessing(facts, seed));
  if (isMajority(facts, thrown) && areBatchesSorted(facts, thrown)) return [sortedBatches(facts, thrown)];
  const oneUnit = oneUnitBeforeClasses(facts);
  if (oneUnit.length > 0) return oneUnit;
  const noRelation = unrelated(facts);
  if (noRelation.length > 0) return noRelation;
  const slow = notYetLearning(facts);
  if (slow.length > 0) return slow;
  const oneClass = rowsOfOneClass(facts);
  return oneClass.length > 0 ? oneClass : sortedClasses(facts);
}

/** The further steps of a seed, where they are enough to judge by. */
function furtherOf(facts: Facts, seed: SeedFacts): FurtherSteps | undefined {
  const further = furtherStepsOf(facts, seed);
  return further && further.steps >= limits.furtherSteps ? further : undefined;
}

/**
 * Whether the further steps do not go below the constant answer, or fall towards it. A strong penalty and a dropout
 * that leaves hardly a unit let the loss fall towards it all the same; a head that comes off its ends is learning.
 */
function isStuck(facts: Facts, seed: SeedFacts): boolean {
  const further = furtherOf(facts, seed);
  if (!further || further.learns === 'below' || further.share < limits.below) return false;
  if (largePenalty(facts, [seed]) !== undefined || fewUnitsLeft(facts) !== undefined) return true;
  if (areClassesUnlearned(facts, seed, further.share)) return true;
  const isFirstUnlike = Number.isFinite(facts.model.typicalLosses?.[seed.index]);
  const first = startShare(answersOf(facts, seed), isFirstUnlike);
  const hasFallen = further.share > limits.above && further.share - 1 < limits.towards * (first - 1);
  return further.learns === 'no' && !hasFallen;
}

function nothingLearned(facts: Facts, stuck: readonly SeedFacts[]): Finding[] {
  const seeds = stuck.map(({ index }) => index);
  const further = stuck.flatMap((seed) => furtherOf(facts, seed) ?? []);
  const end = endOfFurtherSteps(facts, further);
  const { nearest } = end;
  const isLearnable = nearest < limits.learnable;
  const hold = holdOf(facts, stuck);
  // If nothing holds the model, the inputs may say nothing about the targets.
  if (!isLearnable && !hold.isGrave) return [];
  const nearby =
    nearest === 0
      ? ', though no two examples have the same inputs and other targets'
      : isLearnable
        ? `, where the mean of the nearest other examples gives ${formatDecimal(nearest)} times that`
        : '';
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: isLearnable && (hold.isGrave || endsUnmoved(facts, stuck)) ? 'warning' : 'information',
      role: 'cause',
      message: `${nothingLearnedText(facts, seeds, end)}${nearby}. ${hold.reason}`,
      headline: 'gradients flow; nothing learned',
      at: hold.at,
      layers: hold.layers,
      blames: hold.blames ?? [],
      seeds,
    }),
  ];
}

/**
 * Whether the code's own training ends with nothing learned, though its steps move the weights. A slow start is no
 * excuse then, however deep the network: no step is left in which it could end. Small steps have a rule of their own,
 * which knows what fine-tuning and very deep networks take.
 */
function endsUnmoved(facts: Facts, stuck: readonly SeedFacts[]): boolean {
  return medianUpdateRatio(facts, stuck, 'own') >= limits.slowRatio && endsUnlearned(facts, stuck);
}

/**
 * The finding on inputs that say nothing about the targets, such as rows of one that are shuffled without the other's:
 * the loss stands at that of a constant answer, and so does that of answering with the nearest other examples.
 */
function unrelated(facts: Facts): Finding[] {
  const alone = shuffledAlone(facts);
  const shown = facts.seeds.filter((seed) => {
    const further = furtherStepsOf(facts, seed);
    // A model learns single rows by heart, a little, also where their targets are dealt out by chance.
    const isUnlearned = alone ? further?.learns !== 'unknown' : further?.learns === 'no';
    return further && further.nearest >= 1 && isUnlearned && further.share >= (alone ? limits.clearly : limits.below);
  });
  if (!isMajority(facts, shown)) return [];
  const end = endOfSeeds(facts, shown);
  const { nearest } = end;
  const seeds = shown.map(({ index }) => index);
  const reordered = facts.model.answers?.reorderedAt;
  return [
    toFinding(facts, {
      code: 'not-learning',
      severity: alone ? 'warning' : 'information',
      role: 'cause',
      message:
        `${nothingLearnedText(facts, seeds, end)}, and the mean of ` +
        `the nearest other examples gives ${formatDecimal(nearest)} times that. ` +
        (alone?.reason ??
          'These inputs seem to say nothing about these targets: look whether their rows belong together.'),
      headline: 'gradients flow; nothing learned',
      at: alone?.at ?? facts.model.trainedAt ?? trainingPlace(facts),
      places: alone || !reordered ? [] : [{ ...reordered, note: 'a list is put in another order here' }],
      layers: [],
      seeds,
    }),
  ];
}

/** What alone explains that the model learns nothing. */
function asGrave(hold: Hold | undefined): WeighedHold | undefined {
  return hold && { ...hold, isGrave: true };
}

function holdOf(facts: Facts, seeds: readonly SeedFacts[]): WeighedHold {
  const { learningRate, optimizer } = facts.model;
  const isLow = learningRate < usualRate(optimizer);
  const isSlow = medianUpdateRatio(facts, seeds, 'own') < limits.slowRatio;
  // A single layer can give at least the constant answer, so one that is far from it has not come that far.
  const isFar = !(medianOfFinite(seeds.map((seed) => furtherOf(facts, seed)?.share ?? NaN)) < limits.above);
  return (
    asGrave(largePenalty(facts, seeds)) ??
    asGrave(fewUnitsLeft(facts)) ??
    sortedRows(facts, seeds) ??
    saturatedHead(facts, seeds) ??
    oneUnit(facts) ??
    asGrave(softmaxHold(facts)) ??
    asGrave(collapsedOutputs(facts, seeds)) ??
    (isSlow ? undefined : asGrave(mixedRows(facts))) ??
    (isSlow || isFar ? undefined : noHiddenLayer(facts)) ??
    asGrave(narrowKernels(facts)) ??
    largeSteps(facts, seeds) ??
    (isLow ? undefined : asGrave(inputsFarFromZero(facts))) ??
    farOff(facts, seeds) ??
    smallSteps(facts, seeds)
  );
}

/**
 * A model without a hidden layer: sums of weighted inputs cannot separate classes that no line separates, such as XOR.
 */
function noHiddenLayer(facts: Facts): WeighedHold | undefined {
  // Where a model's outputs go on into another one, that has the hidden layers.
  const goesOn = facts.model.lossCalls?.every(({ layer }) => layer === null) ?? false;
  const weighted = goesOn && facts.model.entry === 'loop' ? undefined : weightsOfLinearModel(facts);
  if (!weighted) return undefined;
  const reason =
    weighted.length === 1
      ? 'The model is a single layer, which weighs its inputs and adds them up: put a hidden layer before it, such ' +
        "as tf.layers.dense({ units: 16, activation: 'relu' })."
      : `Its ${weighted.length} layers have no activation between them, so that together they do no more than one: ` +
        "give the hidden ones the activation 'relu'.";
  return { reason, at: facts.model.layers[weighted[0]], layers: weighted, isGrave: true };
}

function sortedRows(facts: Facts, seeds: readonly SeedFacts[]): WeighedHold | undefined {
  if (!areBatchesSorted(facts, seeds)) return undefined;
  return {
    reason: sortedBatchesReason(facts),
    at: sortedBatchesPlace(facts),
    layers: [],
    blames: [{ setting: 'shuffle' }],
    isGrave: true,
  };
}

function oneUnit(facts: Facts): WeighedHold | undefined {
  const index = layerOfOneUnit(facts);
  return index === undefined
    ? undefined
    : {
        reason: oneUnitReason(facts),
        at: facts.model.layers[index],
        layers: [index],
        blames: [{ setting: 'units', layers: [index] }],
        isGrave: true,
      };
}

function saturatedHead(facts: Facts, seeds: readonly SeedFacts[]): WeighedHold | undefined {
  const { layers } = facts.model;
  const share = (index: number): number =>
    medianOfFinite(seeds.map((seed) => layers[index].output.saturatedPerSeed[seed.index]));
  const stuck = layersWhere(layers, (_, i) => facts.graph.head.has(i) && share(i) > thresholds.saturated.hidden);
  if (stuck.length === 0) return undefined;
  const [index] = stuck;
  // A penalty has a gradient there, so that the rule zero-gradient does not see it.
  const reason = isAlwaysOne(layers[index])
    ? `The last layer is no use: ${alwaysOneText(facts, index)}.`
    : `${formatShare(share(index))} of the outputs of the last layer are at the ends of their range, where hardly ` +
      'any gradient gets through: scale the inputs to about 1, and take a smaller learning rate.';
  return {
    reason,
    at: layers[index],
    layers: [index],
    blames: isAlwaysOne(layers[index]) ? [{ setting: 'activation', layers: [index] }] : [{ setting: 'learningRate' }],
    isGrave: true,
  };
}

/** Steps that throw the weights about, so that no answer lasts, not even the constant one. */
function largeSteps(facts: Facts, seeds: readonly SeedFacts[]): WeighedHold | undefined {
  const ratio = medianUpdateRatio(facts, seeds, 'glorot');
  if (!(ratio > thresholds.update.restless) || !hasOwnLearningRate(facts)) return undefined;
  return {
    reason: largeStepsReason(facts, ratio),
    at: optimizerPlace(facts),
    layers: [],
    blames: [{ setting: 'learningRate' }],
    isGrave: medianOfFinite(seeds.map((seed) => furtherOf(facts, seed)?.share ?? Number.NaN)) > limits.thrownAbout,
  };
}

function farOff(facts: Facts, seeds: readonly SeedFacts[]): WeighedHold | undefined {
  const found = targetsFarFromZero(
    facts,
    medianOfFinite(seeds.map((seed) => furtherOf(facts, seed)?.share ?? Number.NaN)),
  );
  return found && { ...found, layers: [], blames: [{ setting: 'learningRate' }], isGrave: false };
}

function smallSteps(facts: Facts, seeds: readonly SeedFacts[]): WeighedHold {
  const { learningRate, optimizer, stepsOfCode } = facts.model;
  const ratio = medianUpdateRatio(facts, seeds, 'own');
  const raise =
    stepsOfCode && endsUnlearned(facts, seeds)
      ? `The code stops after ${formatCount(stepsOfCode.steps, 'step')}: train for more epochs, or raise`
      : 'Raise';
  const reason =
    ratio < limits.slowRatio
      ? `Each step changes the weights by only ${formatMagnitude(ratio)} of their size: raise the learning rate of ` +
        `${formatDecimal(learningRate)}.`
      : `${raise} the learning rate of ${formatDecimal(learningRate)} (${optimizer}) step by step, and look whether ` +
        'the rows of the inputs and of the targets belong together.';
  return { reason, at: optimizerPlace(facts), layers: [], blames: [{ setting: 'learningRate' }], isGrave: false };
}
