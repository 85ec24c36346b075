/** Candidates: probabilities for a logarithm that gets raw outputs, which a clip cuts to 0…1. */

import { headLayers } from '../../changes/layer-changes';
import { placedSlips } from '../../changes/placed-slips';
import type { CandidateContext, CandidateKind, Proposal } from '../../contract/candidate';

export const clippedOutputs: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['output-loss-mismatch'],
  propose: (situation) =>
    placedSlips(situation.model, 'clipped').flatMap(({ at, callers }) =>
      activationsFor(situation).map((activation): Proposal => ({
        change: `${activation} before the logarithm`,
        edits:
          headEdits(situation, activation) ?? situation.text.losses.activateBeforeClip({ ...at, callers }, activation),
        rescales: true,
      })),
    ),
};

/** Classes exclude each other, as a rule; one unit tells two of them apart. */
function activationsFor({ model: { dataFacts } }: CandidateContext): readonly string[] {
  const isOne = dataFacts?.targets.at(0)?.columns === 1;
  return isOne ? ['sigmoid'] : ['softmax', 'sigmoid'];
}

/** The activation of the last layer, where a layer gives the outputs. */
function headEdits({ model, text }: CandidateContext, activation: string) {
  const heads = headLayers(model);
  const [head] = heads;
  if (heads.length !== 1 || head.className !== 'Dense' || head.activation !== 'linear') return undefined;
  return text.change(head, 'activation', { text: text.quote(head.file, activation), instead: 'linear' });
}
