/** Candidates: a weaker penalty on weights, where it outweighs the loss of the data. */

import type { TextEdit } from '../../../report/finding';
import type { LayerReport } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';

const settings = ['kernelRegularizer', 'biasRegularizer', 'activityRegularizer', 'recurrentRegularizer'];
const strengths = ['l1', 'l2'];
/** The new strength as a share of the present one; the smallest is as good as none. */
const shares = [1e-3, 1e-2, 1e-4];

export const penalty: CandidateKind = {
  kind: 'penalty',
  oneIsEnough: true,
  codes: ['not-learning'],
  propose: (situation) => {
    const layers = situation.model.layers.filter(({ isPenalized }) => isPenalized);
    return layers.length === 0 ? [] : shares.flatMap((share) => proposal(situation, layers, share) ?? []);
  },
};

function proposal({ text }: CandidateContext, layers: readonly LayerReport[], share: number): Proposal | undefined {
  const edits: TextEdit[] = [];
  for (const layer of layers)
    for (const setting of settings)
      for (const regularizer of text.definitions(layer, setting))
        for (const strength of strengths)
          for (const { value } of text.definitions(regularizer, strength)) {
            if (typeof value !== 'number') return undefined;
            edits.push(...(text.change(regularizer, strength, { text: plain(value * share), instead: value }) ?? []));
          }
  const [first] = edits;
  return edits.length > 0 ? { change: `penalty of ${first.newText}`, edits } : undefined;
}

function plain(value: number): string {
  return String(Number(value.toPrecision(2)));
}
