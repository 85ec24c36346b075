/**
 * Rule unreachable-targets: targets outside of the range that the head's activation can give, or rows of them that do
 * not sum to 1 under a softmax, where the loss compares the two as numbers. It follows from activation and targets
 * alone: no training makes up for it.
 */

import type { HeadRange, OutOfReach } from '../../report/data/data-facts';
import type { PlacedTensorFacts } from '../../report/report';
import { formatDecimal, formatShare } from '../../report/format';
import type { Finding, Severity } from '../../report/finding';
import type { LossReport } from '../../report/losses';
import type { Location } from '../../report/position';
import { rangeText } from '../phrases/data-words';
import type { Facts } from '../evidence/facts';
import { headOf } from '../evidence/outputs-of-losses';
import { thresholds } from '../thresholds/thresholds';
import { kindText } from '../phrases/phrases';
import { isAlwaysOne } from '../phrases/softmax-over-one';
import { toFinding, trainingPlace } from '../phrases/verdict';

const limits = thresholds.reach;

const rangeOf: Readonly<Partial<Record<string, HeadRange>>> = {
  tanh: '-1…1',
  softsign: '-1…1',
  sigmoid: '0…1',
  hardSigmoid: '0…1',
  softmax: '0…1',
  relu: '0…',
  relu6: '0…',
  softplus: '0…',
};

const words: Readonly<Record<HeadRange, string>> = {
  '-1…1': 'only numbers from -1 to 1',
  '0…1': 'only numbers from 0 to 1',
  '0…': 'no number below 0',
};

/** Losses of tfjs that compare numbers, besides those that the probe knows by kind. */
const comparesNumbers = /^(meanSquared|meanAbsolute|huber|logcosh|mse$|mae$|mape$)/i;

/** One finding for each output. */
export function unreachableTargets(facts: Facts): Finding[] {
  const { dataFacts, lossCalls = [] } = facts.model;
  if (!dataFacts) return [];
  const { targets } = dataFacts;
  // A hand-written loop, or a loss that calls others, may have more or fewer losses than outputs.
  if (lossCalls.length !== targets.length) return [];
  return lossCalls.flatMap((call, output) => findingOf(facts, call, targets[output]));
}

function findingOf(facts: Facts, call: LossReport, target: PlacedTensorFacts): Finding[] {
  const isComparison = call.kind === 'squared' || call.kind === 'absolute' || comparesNumbers.test(call.name);
  const [head] = headOf(facts, call);
  const layer = facts.model.layers.at(head);
  const applied = call.layer === null ? call.activation : undefined;
  const reach = rangeOf[applied?.name ?? layer?.activation ?? ''];
  // A softmax over one unit gives nothing but 1, which the rule zero-gradient says.
  const isOnlyOne = layer !== undefined && isAlwaysOne(layer) && target.columns === 1;
  if (!isComparison || !layer || !reach || !target.outOfReach || isOnlyOne) return [];
  const numbers = target.outOfReach[reach];
  const rows = layer.activation === 'softmax' ? target.offSumOfOne : undefined;
  const told = [
    {
      outside: numbers,
      what:
        `The targets ${rangeText(target)}, but ${applied?.name ?? kindText(layer)} as the last activation gives ` +
        words[reach],
      advice: adviceFor(reach, target, applied ? `Leave out the ${applied.name}` : undefined),
    },
    ...(rows ? [{ outside: rows, what: sumsOf(target), advice: adviceForSums(target) }] : []),
  ];
  for (const { outside, what, advice } of told) {
    const severity = severityOf(outside, target);
    if (severity)
      return [
        findingAt(facts, head, {
          outside,
          what,
          advice,
          severity,
          ...(applied && { at: applied.at ?? call.at ?? trainingPlace(facts) }),
        }),
      ];
  }
  return [];
}

interface Told {
  readonly outside: OutOfReach;
  readonly what: string;
  readonly advice: string;
  readonly severity: Severity;
  /** Undefined for the line of the last layer. */
  readonly at?: Location;
}

function findingAt(facts: Facts, head: number, { outside, what, advice, severity, at }: Told): Finding {
  const which = outside.share === 1 ? 'reaches none of them' : `cannot reach ${formatShare(outside.share)} of them`;
  return toFinding(facts, {
    code: 'unreachable-targets',
    severity,
    role: 'cause',
    message:
      `${what}: it ${which}, whatever is learned (a mean squared error of ${formatDecimal(outside.meanSquare)} ` +
      `stays). ${advice}`,
    at: at ?? facts.model.layers[head],
    layers: [head],
    blames: at ? [] : [{ setting: 'activation', layers: [head] }],
  });
}

function sumsOf({ rowSums }: PlacedTensorFacts): string {
  const sums = rowSums && rangeText(rowSums).replace(/^are/, 'is').replace(/^run/, 'runs');
  return `The sum of a row of targets ${sums ?? 'is not 1'}, but a softmax gives rows that sum to 1`;
}

/** Rows of nothing but zeros and ones tell which of several labels an example has. */
function adviceForSums({ values }: PlacedTensorFacts): string {
  return values?.every(({ value }) => value === 0 || value === 1)
    ? 'Where an example may have several labels, or none, give the last layer the activation ' +
        "'sigmoid', and take the loss 'binaryCrossentropy'."
    : "Leave the last layer's activation out, or divide each row of the targets by its sum.";
}

/**
 * The severity, from the share of targets out of reach and the part of a constant answer's error that stays because of
 * them.
 */
function severityOf({ share, meanSquare }: OutOfReach, { variance }: PlacedTensorFacts): Severity | undefined {
  const stays = variance > 0 ? meanSquare / variance : meanSquare > 0 ? Infinity : 0;
  if (share >= limits.most && stays >= limits.mostStays) return 'error';
  if (share >= limits.many && stays >= limits.manyStays) return 'warning';
  return share >= limits.some && stays >= limits.someStays ? 'information' : undefined;
}

function adviceFor(
  reach: HeadRange,
  { min, max }: PlacedTensorFacts,
  linear = "Leave the last layer's activation out",
): string {
  if (reach === '0…') return `${linear}, or shift the targets above 0.`;
  if (reach === '0…1' && min >= 0) return `${linear}, or divide the targets by ${formatDecimal(max)}.`;
  return `${linear}, or scale the targets to ${reach === '0…1' ? '0 to 1' : '-1 to 1'}.`;
}
