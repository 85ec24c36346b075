/** Candidates: inputs without a division too many, or scaled, where all their numbers are tiny. */

import { thresholds } from '../../../diagnosis/thresholds/thresholds';
import { largestNumber } from '../../../report/data/column-sizes';
import type { TextEdit } from '../../../report/finding';
import type { PlacedTensorFacts } from '../../../report/report';
import { isPixelSized, powerOfTen, scaleData, standardized } from '../../changes/scale-data';
import type { CandidateContext, CandidateKind, Proposal } from '../../contract/candidate';

/** Inputs of about one lie between these. */
const [least, most] = [0.1, 10];

const note = 'Treat what the model predicts from, and validation data, in the same way.';

export const tinyInputs: CandidateKind = {
  kind: 'data-scaling',
  codes: ['unscaled-data'],
  propose: (situation) => {
    const [facts, ...others] = situation.model.dataFacts?.inputs ?? [];
    const isTiny =
      (facts as PlacedTensorFacts | undefined) && facts.std > 0 && largestNumber(facts) < thresholds.scale.tiny;
    if (!isTiny || others.length > 0) return [];
    // A scale over a division too many would only make up for it.
    const divided = withFewerDivisions(situation, facts);
    return divided.length > 0 ? divided : scaled(situation, facts);
  },
};

/** One division less; where that leaves them tiny or makes them large, one division in the place of all. */
function withFewerDivisions({ text }: CandidateContext, facts: PlacedTensorFacts): Proposal[] {
  const divisions = facts.madeAt ? text.divisions(facts.madeAt) : [];
  const first = divisions.at(-1);
  if (!first) return [];
  const product = divisions.reduce((all, { divisor }) => all * Math.abs(divisor), 1);
  const original = { min: facts.min * product, max: facts.max * product };
  const isPixels = isPixelSized(original);
  const isUsual = (divisor: number): boolean => {
    const size = largestNumber(facts) * Math.abs(divisor);
    return size >= least && size <= (isPixels ? 1 : most);
  };
  const without = divisions.filter(({ divisor }) => isUsual(divisor));
  if (without.length > 0)
    return without.map((one) => ({ change: `inputs without ${one.text}`, edits: one.removed, note }));
  const divisor = isPixels ? 255 : powerOfTen(original);
  const edits: TextEdit[] = [
    ...first.divideBy(String(divisor)),
    ...divisions.slice(0, -1).flatMap(({ removed }) => removed),
  ];
  return [{ change: `inputs divided by ${divisor} alone`, edits, note }];
}

function scaled(situation: CandidateContext, facts: PlacedTensorFacts): Proposal[] {
  const scale = standardized(facts);
  const edits = scaleData(situation, 0, facts, scale);
  return edits ? [{ change: `inputs${scale}`, edits, note }] : [];
}
