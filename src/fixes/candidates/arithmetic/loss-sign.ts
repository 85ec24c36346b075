/** Candidates: a loss that falls as answers get better, and steps that go down it: a minus added, or one taken away. */

import { type PlacedSlip, placedSlips } from '../../changes/placed-slips';
import type { CandidateContext, CandidateKind, Proposal } from '../../contract/candidate';

/** The most signs that are tried: of several in a function only one is wrong, as a rule. */
const most = 4;

export const lossSign: CandidateKind = {
  kind: 'loss-sign',
  codes: ['output-loss-mismatch', 'exploding-gradient'],
  propose: (situation, { code }) =>
    placedSlips(situation.model, code === 'exploding-gradient' ? 'uphill' : 'sign')
      .flatMap((slip) => (slip.kind === 'sign' ? ofLoss(situation, slip) : ofSteps(situation, slip)))
      .slice(0, most),
};

/** A likelihood gets its minus; an error loses its own, or gets a second one where the text shows none. */
function ofLoss({ text }: CandidateContext, { at, callers, operation }: PlacedSlip): Proposal[] {
  if (operation === 'raw') return [];
  const place = { ...at, ...(callers && { callers }) };
  const negated = text.losses.negate(place).map((edits) => ({ change: 'the loss with its minus', edits }));
  const signs = text.losses
    .minusSigns(place)
    .map((sign) => ({ change: `the loss without ${sign.text}`, edits: sign.edits }));
  const proposals = operation !== 'error' ? [...negated, ...signs] : [...signs, ...negated];
  return proposals.map((proposal) => ({ ...proposal, rescales: true }));
}

/**
 * What a loop adds to its weights is subtracted; gradients lose the minus that the code gives them before it applies
 * them.
 */
function ofSteps({ text }: CandidateContext, { at }: PlacedSlip): Proposal[] {
  const turned = text.losses.subtractSteps(at.file);
  const signs = text.losses.minusSignsOfSteps(at);
  return [
    ...(turned.length > 0 ? [{ change: 'steps subtracted from the weights', edits: turned }] : []),
    ...signs.map((sign) => ({ change: `gradients without ${sign.text}`, edits: sign.edits })),
  ];
}
