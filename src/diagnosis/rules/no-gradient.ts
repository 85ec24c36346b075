/**
 * Part of the rule zero-gradient: every gradient of the model is exactly zero, step after step, while there is loss
 * left. Either it was so from the first step, or an update ended it: then the step's size is the cause.
 */

import { formatDecimal, formatFactor, formatShare } from '../../report/format';
import type { Finding, FindingCode } from '../../report/finding';
import type { LossSlipReport } from '../../report/losses';
import type { Location } from '../../report/position';
import { largest, medianOfFinite } from '../../report/statistics';
import { hasZeroWeightGradient, isWithoutGradient } from '../evidence/blocked-gradient';
import { weightGradient } from '../evidence/depth-profile';
import { type Facts, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { lossOfGuessing } from '../evidence/loss-of-guessing';
import { thresholds } from '../thresholds/thresholds';
import { inSeeds, shapeText } from '../phrases/phrases';
import { smallerStepsAdvice } from '../phrases/smaller-steps';
import { summedPlaces } from '../phrases/summed-loss';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { softmaxOfOne } from './softmax-of-one';

/** Findings that already say why no gradient arrives. */
const explaining: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'non-finite',
  'dead-units',
  'saturated-activation',
  'symmetric-weights',
  'zero-gradient',
  'output-loss-mismatch',
]);
/** Findings whose large numbers may cause it. */
const causes: ReadonlySet<FindingCode> = new Set<FindingCode>(['update-too-large', 'exploding-gradient']);

interface Ended {
  readonly seed: SeedFacts;
  /** How many steps had a gradient; 0 for none. */
  readonly after: number;
}

/** @param others the findings of all rules */
export function noGradient(facts: Facts, others: readonly Finding[]): Finding[] {
  const trained = layersWhere(facts.model.layers, isTrainable);
  const isExplained = ({ index }: SeedFacts): boolean =>
    others.some(
      ({ code, severity, seeds, layers }) =>
        explaining.has(code) &&
        seeds.includes(facts.model.seeds[index]) &&
        (severity !== 'information' || layers.some((layer) => facts.graph.head.has(layer))),
    );
  const ended = facts.seeds
    .filter((seed) => trained.length > 0 && isWithoutGradient(facts, seed) && !isExplained(seed))
    .filter((seed) => trained.every((i) => hasZeroWeightGradient(facts, seed, i)) && hasLossLeft(facts, seed, trained))
    .map((seed): Ended => ({ seed, after: stepsWithGradient(facts, seed, trained) }));
  if (ended.length === 0) return [];
  const indices = ended.map(({ seed }) => seed.index);
  const numbers = indices.map((index) => facts.model.seeds[index]);
  const isEffect = others.some(
    ({ code, role, severity, seeds }) =>
      causes.has(code) &&
      role === 'cause' &&
      severity !== 'information' &&
      numbers.filter((seed) => seeds.includes(seed)).length * 2 > numbers.length,
  );
  return [
    toFinding(facts, {
      code: 'zero-gradient',
      severity: isMajority(facts, ended) ? 'error' : 'warning',
      role: isEffect ? 'effect' : 'cause',
      message: messageOf(facts, ended, indices),
      at: flatPlace(facts, ended) ?? trainingPlace(facts),
      layers: trained,
      places: ended.some(({ after }) => after > 0) ? summedPlaces(facts) : [],
      seeds: indices,
    }),
  ];
}

/** The operation from which no gradient leads back, where none ever did. */
function flatOperation(facts: Facts, ended: readonly Ended[]): LossSlipReport | undefined {
  if (ended.some(({ after }) => after > 0)) return undefined;
  return facts.model.lossSlips?.find(({ kind }) => kind === 'flat') ?? softmaxOfOne(facts);
}

function flatPlace(facts: Facts, ended: readonly Ended[]): Location | undefined {
  return flatOperation(facts, ended)?.at;
}

/**
 * Whether the loss is not almost gone: a solved task gives no gradient either. A loss that may be below 0, such as a
 * score with a minus, is not gone where no step ever had a gradient.
 */
function hasLossLeft(facts: Facts, seed: SeedFacts, trained: readonly number[]): boolean {
  const { first, later } = seed.loss;
  return (
    later > thresholds.loss.gone * Math.abs(first) ||
    later > thresholds.guessing.near * lossOfGuessing(facts) ||
    (later < 0 && stepsWithGradient(facts, seed, trained) === 0)
  );
}

function stepsWithGradient(facts: Facts, seed: SeedFacts, trained: readonly number[]): number {
  const steps = Array.from({ length: seed.steps }, (_, step) => step);
  const hasSome = (step: number): boolean =>
    trained.some((i) => weightGradient(facts.model.layers[i], seed.index, step) !== 0);
  return steps.findLastIndex(hasSome) + 1;
}

const policyText = " A policy's loss takes the logarithm of the chosen action's probability.";

function messageOf(facts: Facts, ended: readonly Ended[], indices: readonly number[]): string {
  const loss = formatDecimal(medianOfFinite(ended.map(({ seed }) => seed.loss.later)));
  const late = ended.filter(({ after }) => after > 0);
  const flat = flatOperation(facts, ended);
  if (flat?.kind === 'alone')
    return (
      `Every gradient is exactly 0 from the first step on${inSeeds(facts, indices)}, while the loss is ${loss}: a ` +
      `softmax over the last axis, which holds a single number here (${shapeText(flat.shapes[0])}), gives 1 whatever ` +
      'it gets. For an answer of yes or no take tf.sigmoid, and tf.logSigmoid for its logarithm.'
    );
  if (flat)
    return (
      `Every gradient is exactly 0 from the first step on${inSeeds(facts, indices)}, while the loss is ${loss}: ` +
      `the loss is computed from what ${flat.operation} gives, which stays the same where its input changes a ` +
      `little. Leave ${flat.operation} out of what is trained, and apply it to the predictions of the trained model ` +
      `alone.${flat.operation === 'argMax' ? policyText : ''}`
    );
  if (late.length === 0)
    return (
      `Every gradient is exactly 0 from the first step on${inSeeds(facts, indices)}, while the loss is ${loss}: what ` +
      'the loss is computed from is flat there. Look for tf.round, tf.sign, tf.step, a comparison or a clip between ' +
      'the outputs and the loss, for a ReLU that is given nothing but negative numbers, and for inputs or weights so ' +
      'large that a softmax or sigmoid sits at its end.'
    );
  const after = Math.max(...late.map((one) => one.after));
  const jump = largest(late.flatMap((one) => jumpsOf(facts, one)));
  const size = jump > 1 ? `${formatFactor(jump)} their size` : `${formatShare(jump)} of their size`;
  const how = Number.isFinite(jump) ? `, after a step that changed the weights by ${size}` : '';
  const { optimizer, learningRate } = facts.model;
  return (
    `From step ${after + 1} on every gradient is exactly 0${inSeeds(facts, indices)}, while the loss stays at ` +
    `${loss}: ${optimizer} with a learning rate of ${learningRate} moved the outputs to where the loss is flat` +
    `${how}, and nothing is learned any more. ` +
    `${smallerStepsAdvice(facts)}.`
  );
}

function jumpsOf({ model }: Facts, { seed, after }: Ended): number[] {
  return model.layers.flatMap(({ weights }) =>
    weights.flatMap((w) => (w.shape.length >= 2 ? (w.updateRatio[seed.index] ?? []).slice(0, after) : [])),
  );
}
