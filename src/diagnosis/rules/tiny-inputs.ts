/**
 * Part of the rule unscaled-data: inputs so small that nothing is learned from them, such as pixels that are divided by
 * 255 twice. Small numbers alone are no finding; it replaces those that say that nothing is learned.
 */

import { largestNumber } from '../../report/data/column-sizes';
import { type Finding, type FindingCode, severities } from '../../report/finding';
import { formatDecimal, formatMagnitude } from '../../report/format';
import type { PlacedTensorFacts } from '../../report/report';
import { medianOfFinite } from '../../report/statistics';
import { type Facts, hasOwnData, isMajority } from '../evidence/facts';
import { endsUnlearned, furtherStepsOf } from '../evidence/further-steps';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { hasUsualRate } from '../evidence/update-ratio';
import { dataName, dataPlace, rangeText } from '../phrases/data-words';
import { toFinding } from '../phrases/verdict';
import { thresholds } from '../thresholds/thresholds';
import { readsAsIs } from './unscaled-data';

/** Findings that say that nothing is learned. */
const ofNothingLearned: ReadonlySet<FindingCode> = new Set<FindingCode>([
  'update-too-small',
  'not-learning',
  'few-steps',
]);

/**
 * The findings with one on each input of which all numbers are tiny, in the place of those that say that nothing is
 * learned. Units that die are an effect: before such inputs it is the biases alone that switch them on and off.
 */
export function addTinyInputs(findings: readonly Finding[], facts: Facts): Finding[] {
  const replaced = findings.filter(({ code }) => ofNothingLearned.has(code));
  const isDeath = ({ code }: Finding): boolean => code === 'dead-units' || code === 'zero-gradient';
  const idle = facts.seeds.filter((seed) => furtherStepsOf(facts, seed)?.learns === 'no');
  const effects = [...replaced, ...(isMajority(facts, idle) ? findings.filter(isDeath) : [])];
  const isFaulty = findings.some((finding) => finding.severity !== 'information' && !effects.includes(finding));
  const inputs = facts.model.dataFacts?.inputs ?? [];
  const nearest = medianOfFinite(facts.seeds.map((seed) => furtherStepsOf(facts, seed)?.nearest ?? Number.NaN));
  if (
    effects.length === 0 ||
    isFaulty ||
    inputs.length === 0 ||
    !inputs.every(isTiny) ||
    !hasOwnData(facts) ||
    !(inputs.every(isDividedTwice) || (nearest < thresholds.learning.learnable && hasUsualRate(facts))) ||
    !readsAsIs(facts)
  )
    return [...findings];
  const gravest = severities[Math.min(...effects.map((effect) => severities.indexOf(effect.severity)))];
  // Where the code's own training ends so, nothing is left to hope for; and nobody divides pixels twice on purpose.
  const isFault = endsUnlearned(facts, facts.seeds) || inputs.some(isDividedTwice);
  const severity = isFault && gravest === 'information' ? 'warning' : gravest;
  const seeds = new Set(effects.flatMap((effect) => effect.seeds));
  const found = inputs.map((tensor) =>
    toFinding(facts, {
      code: 'unscaled-data',
      severity,
      role: 'cause',
      message:
        `${dataName(facts, tensor, 'inputs')} ${rangeText(tensor)}: next to the biases they hardly count, and steps ` +
        'that suit numbers of about 1 hardly change what is made of them, so that nothing is learned. ' +
        advice(tensor),
      at: dataPlace(facts, tensor),
      layers: layersWhere(facts.model.layers, isTrainable),
      seeds: facts.model.seeds.flatMap((seed, index) => (seeds.has(seed) ? [index] : [])),
    }),
  );
  return [
    ...findings.flatMap((finding): Finding[] => {
      if (replaced.includes(finding)) return [];
      return [effects.includes(finding) ? { ...finding, role: 'effect' } : finding];
    }),
    ...found,
  ];
}

function isTiny(tensor: PlacedTensorFacts): boolean {
  return tensor.std > 0 && largestNumber(tensor) < thresholds.scale.tiny;
}

function advice(tensor: PlacedTensorFacts): string {
  const { mean, std } = tensor;
  return isDividedTwice(tensor)
    ? 'They look like pixels that are divided by 255 twice: leave one of the divisions out.'
    : `Scale them here: .sub(${formatDecimal(mean)}).div(${formatMagnitude(std)}).`;
}

/** Whether the numbers look like pixels that are divided by 255 twice. */
function isDividedTwice(tensor: PlacedTensorFacts): boolean {
  const { brightest, dark } = thresholds.scale;
  const share = largestNumber(tensor) * brightest;
  // Half a unit in the last place of float32 may be above.
  return tensor.min >= 0 && share <= 1.0001 && share >= dark;
}
