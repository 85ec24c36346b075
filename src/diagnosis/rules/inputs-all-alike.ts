/**
 * Part of the rule not-learning: inputs that are the same number in every row, such as pixels that a division of whole
 * numbers makes 0; and rows that are standardized each by itself, which leaves little of them. Alone they are no
 * finding, because a trial runs on ones; it takes layers that get no gradient, or nothing learned, which are then its
 * effects.
 */

import { type Finding, type FindingCode, severities } from '../../report/finding';
import { formatDecimal } from '../../report/format';
import type { PlacedTensorFacts } from '../../report/report';
import { type Facts, hasOwnData, isMajority } from '../evidence/facts';
import { furtherStepsOf } from '../evidence/further-steps';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { dataName, dataPlace } from '../phrases/data-words';
import { toFinding } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';

/** Findings that inputs without any difference bring about. */
const ofNoDifference: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'dead-units',
  'zero-gradient',
  'vanishing-gradient',
  'saturated-activation',
  'update-too-small',
  'not-learning',
  'few-steps',
]);

/** Those that inputs bring about which differ, but tell little. */
const ofLittle: ReadonlySet<FindingCode> = new Set<FindingCode>(['not-learning', 'few-steps']);

/**
 * The findings with one on inputs that are all alike, or standardized row by row, where the targets differ; what these
 * cause becomes their effect. The data of a single call of `fit` are all that the model learns from; a batch of a loop
 * says nothing of the others.
 */
export function addInputsAllAlike(findings: readonly Finding[], facts: Facts): Finding[] {
  const { dataFacts, stepsOfCode } = facts.model;
  const inputs = dataFacts?.inputs ?? [];
  const areAlike = inputs.length > 0 && inputs.every(isOneNumber);
  const effects = findings.filter(({ code }) => (areAlike ? ofNoDifference : ofLittle).has(code));
  const targetsDiffer = dataFacts?.targets.some(({ min, max }) => min < max) ?? false;
  const areByRow = inputs.length === 1 && isStandardizedByRow(facts, inputs[0]);
  if (
    effects.length === 0 ||
    stepsOfCode?.calls !== 1 ||
    !hasOwnData(facts) ||
    !(areAlike || areByRow) ||
    !targetsDiffer
  )
    return [...findings];
  const gravest = severities[Math.min(...effects.map(({ severity }) => severities.indexOf(severity)))];
  const seeds = new Set(effects.flatMap((effect) => effect.seeds));
  const found = toFinding(facts, {
    code: 'not-learning',
    severity: areAlike ? gravest : 'warning',
    role: 'cause',
    message: areAlike ? messageOf(facts, inputs) : messageOfRows(facts, inputs[0]),
    headline: areAlike
      ? 'nothing to learn: the inputs never change'
      : 'little to learn: each row is standardized by itself',
    at: dataPlace(facts, inputs[0]),
    layers: layersWhere(facts.model.layers, isTrainable),
    seeds: facts.model.seeds.flatMap((seed, index) => (seeds.has(seed) ? [index] : [])),
  });
  const others = findings.flatMap((finding): Finding[] => {
    if (!effects.includes(finding)) return [finding];
    return finding.code === 'not-learning' || finding.code === 'few-steps' ? [] : [{ ...finding, role: 'effect' }];
  });
  return [...others, found];
}

/** Whether every number in every row is the same one. */
function isOneNumber({ rows, min, max, nan, infinite }: PlacedTensorFacts): boolean {
  return rows >= thresholds.data.constantRows && min === max && nan === 0 && infinite === 0;
}

/**
 * Whether each row of the inputs has a mean of 0 and the same deviation, and what is left of it does not tell the
 * targets, in most seeds. Rows of two columns are then one of two, which come with different targets: NaN.
 */
function isStandardizedByRow(facts: Facts, { rows, columns, rowsStandardized }: PlacedTensorFacts): boolean {
  const { learnable } = thresholds.learning;
  const untold = facts.seeds.filter((seed) => {
    const further = furtherStepsOf(facts, seed);
    return further && (columns === 2 ? !(further.nearest < learnable) : further.nearest >= learnable);
  });
  return rowsStandardized === true && rows >= thresholds.data.constantRows && isMajority(facts, untold);
}

function messageOfRows(facts: Facts, input: PlacedTensorFacts): string {
  const left = input.columns === 2 ? 'which of the two columns was larger' : 'how its columns compare with each other';
  return (
    `Each row of ${dataName(facts, input, 'inputs').replace(/^T/, 't')} has a mean of 0 and the same deviation by ` +
    `itself, so that it only says ${left}: how large each was is lost, and nothing is learned. Standardize each ` +
    'column over all rows: tf.moments(x, 0), with axis 0 instead of 1.'
  );
}

function messageOf(facts: Facts, inputs: readonly PlacedTensorFacts[]): string {
  const [first] = inputs;
  const isZero = inputs.every(({ max }) => max === 0);
  const which = inputs.length > 1 ? 'The inputs' : dataName(facts, first, 'inputs');
  const what = inputs.every(({ max }) => max === first.max) ? `are always ${formatDecimal(first.max)}` : 'never change';
  return (
    `${which} ${what} in all ${first.rows} rows, so nothing tells one example from another, while the targets ` +
    'differ. ' +
    (isZero
      ? 'Look at how they are computed: tensors of whole numbers (int32) that are divided by a larger one give 0; ' +
        'call toFloat() first.'
      : 'Look at how they are computed.')
  );
}
