/** Candidates: real pixels in the range of the generated ones, where a discriminator is trained on both together. */

import type { PlacedTensorFacts } from '../../../report/report';
import { trainingCall } from '../../changes/training-call';
import type { CandidateKind } from '../../contract/candidate';

export const realExamples: CandidateKind = {
  kind: 'data-scaling',
  codes: ['unscaled-data'],
  propose: (situation) => {
    const { dataFacts } = situation.model;
    const call = trainingCall(situation);
    const scale = dataFacts?.inputs.length === 1 ? scaleOf(dataFacts.inputs[0]) : undefined;
    const edits = call && scale !== undefined ? situation.text.scaleRealPart(call, 0, scale) : undefined;
    return edits ? [{ change: `real examples${scale ?? ''}`, edits, isContest: true, note }] : [];
  },
};

const note = 'What the generator makes is in this range: scale it back to show it.';

/** Generators end in tanh, which goes below zero, or in sigmoid. */
function scaleOf({ min, max }: PlacedTensorFacts): string | undefined {
  if (!(max > 128 && max <= 255) || min < -1) return undefined;
  return min < 0 ? '.div(127.5).sub(1)' : '.div(255)';
}
