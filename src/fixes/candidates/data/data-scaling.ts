/**
 * Candidates: inputs and targets of about one, by a scale in the training call, or where a loop's data are made; class
 * numbers without a scale.
 */

import { thresholds } from '../../../diagnosis/thresholds/thresholds';
import { columnsApart } from '../../../report/data/column-sizes';
import type { TensorFacts } from '../../../report/data/data-facts';
import { isSameLocation, type Location } from '../../../report/position';
import type { ModelReport, PlacedTensorFacts } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import {
  dividedBy,
  dividedByPowerOfTen,
  isLarge,
  isPixelSized,
  powerOfTen,
  scaleData,
  standardized,
} from '../../changes/scale-data';
import { headLayers } from '../../changes/layer-changes';
import { trainingCall } from '../../changes/training-call';
import { oneOfSeveralTargets } from './one-of-several-targets';
import { wholeClasses } from './whole-classes';

/** Targets whose standard deviation is below this count as nearly one and the same number. */
const narrow = 0.1;
/** Targets whose mean is this many deviations from zero are learned by the bias first, in steps that tell nothing. */
const offset = 2;
/** Below this deviation ten times as much is nearer to one. */
const third = Math.sqrt(0.1);

export const dataScaling: CandidateKind = {
  kind: 'data-scaling',
  codes: [
    'not-learning',
    'exploding-gradient',
    'update-too-large',
    'dead-units',
    'saturated-activation',
    'non-finite',
    'zero-gradient',
    'output-loss-mismatch',
    'unreachable-targets',
    'unscaled-data',
  ],
  propose: (situation) => {
    const { dataFacts, layers } = situation.model;
    const ofOutputs = oneOfSeveralTargets(situation);
    if (ofOutputs.length > 0) return ofOutputs;
    // Ids of an embedding have no scale.
    if (dataFacts?.inputs.length !== 1 || layers.some(({ className }) => className === 'Embedding')) return [];
    const [input] = dataFacts.inputs;
    const target = dataFacts.targets.length === 1 ? dataFacts.targets[0] : undefined;
    const numbers = target ? wholeClasses(situation, target) : [];
    if (numbers.length > 0) return numbers;
    // A tensor that is both input and target, as in an autoencoder, has one scale.
    const isOne = target !== undefined && isMadeAtOnce(input.madeAt, target.madeAt);
    const alike = isOne ? scaledAlike(situation, target) : undefined;
    if (alike) return [alike];
    const x = isNormalized(situation.model) ? undefined : scaled(situation, 0, input);
    const y = target && !isOne ? scaled(situation, 1, target) : undefined;
    const both = x && y && joined(x, y);
    return [both, x, y].flatMap((proposal) => proposal ?? []);
  },
};

/** Whether the first layer gives the inputs a scale by itself. */
function isNormalized({ layers }: ModelReport): boolean {
  const first = layers.find(({ className }) => className !== 'InputLayer');
  return /^(?:Batch|Layer)Normalization$/.test(first?.className ?? '');
}

function isMadeAtOnce(a: Location | undefined, b: Location | undefined): boolean {
  return a !== undefined && b !== undefined && isSameLocation(a, b);
}

function scaled(situation: CandidateContext, argument: 0 | 1, facts: PlacedTensorFacts): Proposal | undefined {
  const { model } = situation;
  const scale = argument === 0 ? inputScaleOf(facts, model) : targetScaleOf(facts, model);
  const edits = scale && scaleData(situation, argument, facts, scale);
  if (!scale || !edits) return undefined;
  const what = argument === 0 ? 'inputs' : 'targets';
  const isBoth = model.dataFacts?.targets.some(({ madeAt }) => isMadeAtOnce(madeAt, facts.madeAt)) ?? false;
  return {
    change: `${what}${scale}`,
    edits,
    note:
      argument === 0
        ? 'Scale what the model predicts from, and validation data, in the same way.'
        : 'Predictions come in the new scale: turn them back after predict.',
    ...((argument === 1 || isBoth) && { rescales: true }),
  };
}

/** Both arguments of a training call by the scale that suits targets; undefined where no call takes both. */
function scaledAlike(situation: CandidateContext, target: PlacedTensorFacts): Proposal | undefined {
  const call = trainingCall(situation);
  const scale = targetScaleOf(target, situation.model);
  const sides = call && scale ? [0, 1].map((index) => situation.text.wrapArgument(call, index, scale)) : [];
  if (!scale || sides.length === 0 || sides.includes(undefined)) return undefined;
  return {
    change: `inputs and targets${scale}`,
    edits: sides.flatMap((edits) => edits ?? []),
    note: 'Scale what the model predicts from in the same way; predictions come in the new scale.',
    rescales: true,
  };
}

/**
 * `.div(255)` for pixels, `.sub(50).div(20)` for other inputs; none where columns are of very different size and a
 * layer can scale each: one scale for all would leave next to nothing of the smaller ones.
 */
function inputScaleOf(facts: TensorFacts, model: ModelReport): string | undefined {
  if (!isLarge(facts)) return undefined;
  if (facts.wholeNumbers && isPixelSized(facts)) return '.div(255)';
  if (takesLayers(model) && columnsApart(facts) >= thresholds.scale.apart) return undefined;
  return facts.std > 0 ? standardized(facts) : dividedByPowerOfTen(facts);
}

/**
 * Targets are only divided, so that zero stays zero, unless their differences would then be too small to be learned, or
 * zero is far from them, and the head gives any number.
 */
function targetScaleOf(facts: TensorFacts, model: ModelReport): string | undefined {
  if (facts.values?.map(({ value }) => value).join() === '-1,1') return '.add(1).div(2)';
  if (!isLarge(facts)) return undefined;
  // A cross-entropy takes shares of 1, whatever unit the targets have, and a sigmoid gives such.
  const takesShares =
    /crossentropy$/i.test(model.loss) || headLayers(model).every(({ activation }) => activation === 'sigmoid');
  if ((facts.wholeNumbers || takesShares) && isPixelSized(facts)) return '.div(255)';
  const givesAnyNumber =
    !takesShares && headLayers(model).every(({ activation }) => (activation ?? 'linear') === 'linear');
  const isNarrow = facts.std > 0 && facts.std / powerOfTen(facts) < narrow;
  const isOffZero = facts.std > 0 && Math.abs(facts.mean) > offset * facts.std;
  if (givesAnyNumber && (isNarrow || isOffZero)) return standardized(facts);
  // A head that gives any number learns targets fastest whose size is about one.
  const isSmall = givesAnyNumber && facts.std / powerOfTen(facts) < third;
  return isSmall ? dividedBy(powerOfTen(facts) / 10) : dividedByPowerOfTen(facts);
}

/** Whether the model is made of layers, so that one that normalizes its inputs may stand before them. */
function takesLayers({ layers }: ModelReport): boolean {
  return layers.every(({ className }) => className !== 'Variable');
}

function joined(x: Proposal, y: Proposal): Proposal {
  return {
    change: `${x.change}, ${y.change}`,
    edits: [...x.edits, ...y.edits],
    note: [x.note, y.note].join(' '),
    rescales: true,
  };
}
