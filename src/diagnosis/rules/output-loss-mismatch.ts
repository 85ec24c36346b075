/**
 * Rule output-loss-mismatch: head, loss and targets that do not belong together. Outputs that are no probabilities in a
 * cross-entropy, a softmax of a softmax, labels that a cross-entropy cannot take, one unit for several classes, a loss
 * that compares each output with each target.
 */

import { formatDecimal, formatShare } from '../../report/format';
import type { Finding, Severity } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import { unpinnedAssumptions } from '../../report/report';
import { type Facts, lossFalls, isMajority, type SeedFacts } from '../evidence/facts';
import { trainsBelowGuessing } from '../evidence/loss-of-guessing';
import { areClassNumbers, headOf, isOneColumn, targetsOf } from '../evidence/outputs-of-losses';
import { thresholds } from '../thresholds/thresholds';
import { inSeeds, kindText } from '../phrases/phrases';
import { argumentAssumedOne } from '../phrases/softmax-over-one';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { binaryOverClasses } from './binary-over-classes';
import { labelsOfNoClass, severalLabels, wrongClassNumbers } from './class-numbers';
import { distanceOverClasses } from './distance-over-classes';
import { droppedOutputs } from './dropped-outputs';
import { labelsAboveHalf } from './labels-above-half';
import { lossSlips } from './loss-slips';
import { pixelLabels } from './pixel-labels';
import { reluBeforeHead, reluBeforeLogits } from './relu-before-logits';
import { weightlessClasses } from './weightless-classes';

const limits = thresholds.probabilities;

/** Findings on a loss that takes other outputs or labels than it gets, at the head's line or the loss's. */
export function outputLossMismatch(facts: Facts): Finding[] {
  // A loss that the probe chose says nothing about the code.
  if (unpinnedAssumptions(facts.model).some((text) => text.startsWith('loss = '))) return [];
  const { lossCalls = [], lossSlips: slips = [] } = facts.model;
  // What else a loss says of labels that are outputs, and of outputs that are labels, has that one reason.
  if (slips.some(({ kind }) => kind === 'swapped')) return lossSlips(facts);
  return [
    ...lossSlips(facts),
    ...reluBeforeHead(facts),
    ...lossCalls.flatMap((call) => [
      ...oneUnit(facts, call),
      ...wrongLabels(facts, call),
      ...pixelLabels(facts, call),
      ...labelsAboveHalf(facts, call),
      ...hingeLabels(facts, call),
      ...wrongClassNumbers(facts, call),
      ...severalLabels(facts, call),
      ...labelsOfNoClass(facts, call),
      ...weightlessClasses(facts, call),
      ...noProbabilities(facts, call),
      ...reluBeforeLogits(facts, call),
      ...binaryOverClasses(facts, call),
      ...distanceOverClasses(facts, call),
      ...droppedOutputs(facts, call),
    ]),
  ];
}

/** Less than a warning where the loss goes below that of a constant answer all the same. */
function severityOf(facts: Facts, seeds: readonly SeedFacts[]): Severity {
  if (seeds.every((seed) => trainsBelowGuessing(facts, seed))) return 'information';
  return seeds.some(lossFalls) ? 'warning' : 'error';
}

/** A row of one probability always sums to itself: divided by its sum it is 1. */
function oneUnit(facts: Facts, call: LossReport): Finding[] {
  if (call.kind !== 'categorical' && call.kind !== 'sparse') return [];
  const [head] = headOf(facts, call);
  const layer = facts.model.layers.at(head);
  // A softmax over one unit has a finding of its own.
  const isHeadOfOne = layer?.outputShape.at(-1) === 1 && layer.activation !== 'softmax';
  const isColumn = !isHeadOfOne && takesOneColumn(facts, call);
  if (!isHeadOfOne && !isColumn) return [];
  const assumed = argumentAssumedOne(facts);
  const how = call.takesLogits
    ? 'applies a softmax, which is always 1 over one unit'
    : 'divides each row by its sum, which makes one unit 1';
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: assumed === undefined ? 'error' : 'information',
      role: 'cause',
      message:
        `${call.name} compares several classes, but this model gives one number: it ${how} whatever it is, so ` +
        'nothing can be learned. ' +
        (assumed === undefined
          ? `${remedyForOne(call)}, or give the ` +
            `${isColumn ? 'outputs one column' : 'last layer one unit'} for each class.`
          : `Gradline assumed ${assumed}, which may be the reason.`),
      at: call.at ?? trainingPlace(facts),
      layers: isColumn ? [] : [head],
      blames: isColumn ? [] : [{ setting: 'loss' }, { setting: 'units', layers: [head] }],
    }),
  ];
}

/** Whether a loss of a loop, which no layer feeds, got one column, and is therefore 0 from the first step. */
function takesOneColumn({ model }: Facts, call: LossReport): boolean {
  return (
    call.layer === null &&
    isOneColumn(call) &&
    model.losses.every((losses) => losses.every((loss) => Math.abs(loss) < limits.noLoss))
  );
}

function remedyForOne({ layer, takesLogits }: LossReport): string {
  return layer === null && takesLogits
    ? 'Take tf.losses.sigmoidCrossEntropy'
    : "Take the loss 'binaryCrossentropy' with a sigmoid";
}

/** The finding on labels that are no probabilities: they make a binary cross-entropy fall without end, below 0. */
function wrongLabels(facts: Facts, call: LossReport): Finding[] {
  if (call.kind !== 'binary' || facts.model.data !== 'user') return [];
  const shown = facts.seeds.filter(({ index }) => {
    const range = call.targets.at(index);
    return range !== undefined && (range.min < -limits.slack || range.max > 1 + limits.slack);
  });
  if (!isMajority(facts, shown)) return [];
  const ranges = shown.map(({ index }) => call.targets[index]);
  const min = Math.min(...ranges.map((range) => range.min));
  const max = Math.max(...ranges.map((range) => range.max));
  const isRare = ranges.every(({ outside }) => outside < limits.rare);
  const worst = shown.map((seed) => seed.loss.later).reduce((a, b) => Math.min(a, b));
  const negative = worst < 0 ? ` It is ${formatDecimal(worst)} by now: a cross-entropy below 0 is no learning.` : '';
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: isRare ? 'information' : 'error',
      role: 'cause',
      message:
        `${call.name} takes labels from 0 to 1, but these run from ${formatDecimal(min)} to ${formatDecimal(max)}, ` +
        `so the loss falls without end as outputs go to their limits.${negative} ${labelAdvice(facts, call, min, max)}`,
      at: call.at ?? trainingPlace(facts),
      layers: headOf(facts, call),
      blames: [{ setting: 'loss' }],
      seeds: shown.map(({ index }) => index),
    }),
  ];
}

/** The finding on labels of 0 and 1 in the hinge losses of `compile`, which multiply the output by its label. */
function hingeLabels(facts: Facts, call: LossReport): Finding[] {
  if (!/^(squared_?)?hinge$/i.test(call.name) || call.at || facts.model.data !== 'user') return [];
  const hasZeroAndOne = ({ min, max }: { min: number; max: number }): boolean => min === 0 && max === 1;
  const seeds = facts.seeds.filter(({ index }) => call.targets.at(index) && hasZeroAndOne(call.targets[index]));
  if (!isMajority(facts, seeds)) return [];
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'error',
      role: 'cause',
      message:
        `${call.name} takes the labels -1 and 1, but these are 0 and 1: it multiplies each output by its label, so ` +
        'that rows with the label 0 give the same loss whatever the output, and no gradient. Map the labels to -1 ' +
        "and 1, labels.mul(2).sub(1), with the activation 'tanh' or none at the end, or take 'binaryCrossentropy' " +
        'with a sigmoid.',
      at: trainingPlace(facts),
      layers: headOf(facts, call),
      blames: [{ setting: 'loss' }],
      seeds: seeds.map(({ index }) => index),
    }),
  ];
}

function labelAdvice(facts: Facts, call: LossReport, min: number, max: number): string {
  const target = targetsOf(facts, call);
  if (target && areClassNumbers(target) && facts.model.layers.at(headOf(facts, call)[0])?.outputShape.at(-1) === 1)
    return (
      `They look like the numbers of ${max - min + 1} classes: give the last layer ${max + 1} units and the ` +
      "activation 'softmax', and take the loss 'sparseCategoricalCrossentropy'."
    );
  if (min === -1 && max === 1) return 'Map -1 and 1 to 0 and 1: labels.add(1).div(2).';
  const isAmount = target !== undefined && (target.values === undefined || target.values.length > 2) && max !== 255;
  if (isAmount) return "For amounts, take the loss 'meanSquaredError' and no activation in the last layer.";
  if (min >= 0) return `Divide the labels: labels.div(${formatDecimal(max)}).`;
  return "Map the labels to 0 and 1; for targets of another range take the loss 'meanSquaredError'.";
}

/** The finding on outputs that are no probabilities in a cross-entropy. */
function noProbabilities(facts: Facts, call: LossReport): Finding[] {
  const isCrossEntropy = call.kind === 'binary' || call.kind === 'categorical' || call.kind === 'sparse';
  if (!isCrossEntropy || call.takesLogits) return [];
  const [head] = headOf(facts, call);
  const layer = facts.model.layers.at(head);
  const isOneUnit = layer?.outputShape.at(-1) === 1;
  if (!layer || (isOneUnit && call.kind !== 'binary')) return [];
  const outputs = (seed: SeedFacts): LossReport['outputs'][number] | undefined => call.outputs.at(seed.index);
  const outside = facts.seeds.filter((seed) => (outputs(seed)?.outside ?? 0) > limits.outside);
  if (isMajority(facts, outside)) return [outsideRange(facts, call, head, outside)];
  if (call.kind === 'binary') return [];
  const unequal = facts.seeds.filter((seed) => {
    const range = outputs(seed);
    return range && (range.leastSum < 1 - limits.rowSum || range.greatestSum > 1 + limits.rowSum);
  });
  return isMajority(facts, unequal) ? [unequalRows(facts, call, head, unequal)] : [];
}

function outsideRange(facts: Facts, call: LossReport, head: number, seeds: readonly SeedFacts[]): Finding {
  const layer = facts.model.layers[head];
  const indices = seeds.map(({ index }) => index);
  const ranges = indices.map((index) => call.outputs[index]);
  const share = ranges.reduce((sum, { outside }) => sum + outside, 0) / ranges.length;
  const min = Math.min(...ranges.map((range) => range.min));
  const max = Math.max(...ranges.map((range) => range.max));
  const what =
    call.kind === 'categorical'
      ? 'TensorFlow.js divides each row by its sum, which gives no probabilities where some are negative'
      : 'TensorFlow.js cuts these off, so that they pass no gradient';
  const [activation, logits] =
    call.kind === 'binary'
      ? ['sigmoid', 'tf.losses.sigmoidCrossEntropy']
      : ['softmax', 'tf.losses.softmaxCrossEntropy'];
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: severityOf(facts, seeds),
    role: 'cause',
    message:
      `${call.name} takes probabilities, but ${formatShare(share)} of the outputs of this ${kindText(layer)} layer ` +
      `are below 0 or above 1${inSeeds(facts, indices)} ` +
      `(they run from ${formatDecimal(min)} to ${formatDecimal(max)}): ${what}. ` +
      `Give the layer the activation '${activation}', or take ${logits}, which takes logits` +
      `${call.kind === 'sparse' ? ' (with one-hot labels)' : ''}.`,
    at: layer,
    layers: [head],
    blames: [{ setting: 'activation', layers: [head] }, { setting: 'loss' }],
    seeds: indices,
  });
}

/** The finding on rows that do not sum to 1. TensorFlow.js scales them itself, so that such a head may train. */
function unequalRows(facts: Facts, call: LossReport, head: number, seeds: readonly SeedFacts[]): Finding {
  const layer = facts.model.layers[head];
  const indices = seeds.map(({ index }) => index);
  const least = Math.min(...indices.map((index) => call.outputs[index].leastSum));
  const greatest = Math.max(...indices.map((index) => call.outputs[index].greatestSum));
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: seeds.every((seed) => lossFalls(seed) || trainsBelowGuessing(facts, seed)) ? 'information' : 'warning',
    role: 'cause',
    message:
      `${call.name} takes probabilities of classes, which sum to 1, but the rows of this ${kindText(layer)} layer ` +
      `sum to ${formatDecimal(least)} to ${formatDecimal(greatest)}${inSeeds(facts, indices)}. ` +
      "Give the layer the activation 'softmax'; where an example may be of several classes, take the loss " +
      "'binaryCrossentropy'.",
    at: layer,
    layers: [head],
    blames: [{ setting: 'activation', layers: [head] }, { setting: 'loss' }],
    seeds: indices,
  });
}
