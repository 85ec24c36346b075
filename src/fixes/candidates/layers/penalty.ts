/** Candidates: a smaller factor for what is added to the loss of the data, or its other sign where it has no end. */

import type { TextEdit } from '../../../report/finding';
import type { Location } from '../../../report/position';
import type { LayerReport } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { fallsWithoutEnd } from '../../changes/endless-fall';

const settings = ['kernelRegularizer', 'biasRegularizer', 'activityRegularizer', 'recurrentRegularizer'];
const strengths = ['l1', 'l2'];
/** The new strength as a share of the present one; the smallest is as good as none. */
const shares = [1e-3, 1e-2, 1e-4];

export const penalty: CandidateKind = {
  kind: 'penalty',
  oneIsEnough: true,
  codes: ['not-learning'],
  propose: (situation) => {
    const { layers, penaltyAt } = situation.model;
    if (penaltyAt)
      return fallsWithoutEnd(situation.model) ? otherSign(situation, penaltyAt) : penaltyOfLoop(situation, penaltyAt);
    const penalized = layers.filter(({ isPenalized }) => isPenalized);
    return penalized.length === 0 ? [] : shares.flatMap((share) => proposal(situation, penalized, share) ?? []);
  },
};

/** A part of the loss that falls without end: with its factor's other sign, or negated, it has a least value. */
function otherSign({ text }: CandidateContext, at: Location): readonly Proposal[] {
  const factor = text.factor(at);
  const edits = factor ? factor.change(plain(-factor.value)) : text.wrapTensor(at, '.neg()');
  return edits ? [{ change: 'the other sign for what is added', edits, rescales: true }] : [];
}

/** A penalty that code adds to its loss: its factor becomes smaller, or it gets one. */
function penaltyOfLoop({ text }: CandidateContext, at: Location): readonly Proposal[] {
  const factor = text.factor(at);
  if (factor)
    return shares.map((share) => {
      const weaker = plain(factor.value * share);
      return { change: `penalty times ${weaker}`, edits: factor.change(weaker) };
    });
  return shares.flatMap((share) => {
    const edits = text.wrapTensor(at, `.mul(${plain(share)})`);
    return edits ? [{ change: `penalty times ${plain(share)}`, edits }] : [];
  });
}

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
