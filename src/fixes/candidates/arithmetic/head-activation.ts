/**
 * Candidates: outputs without the operation that bounds them at the end, where that keeps them from the targets, or
 * where the loss applies it itself.
 */

import type { CandidateContext, CandidateKind, Proposal } from '../../contract/candidate';

/** The operations of tfjs that bound what a network gives; a finding on a layer's own activation calls none of them. */
const activations = ['sigmoid', 'tanh', 'relu', 'relu6', 'softplus', 'softmax'];

export const headActivation: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['unreachable-targets', 'output-loss-mismatch'],
  propose: (situation, finding) => {
    if (finding.code === 'output-loss-mismatch') return withoutRepeated(situation);
    return activations.flatMap((name) => {
      const edits = situation.text.removeOperation(finding, name);
      return edits ? [{ change: `no ${name} at the end`, edits }] : [];
    });
  },
};

/** A loop's outputs without the activation that it applies before a loss which applies the same one. */
function withoutRepeated({ model: { lossCalls = [], lossSlips = [] }, text }: CandidateContext): Proposal[] {
  const repeated = lossSlips.flatMap(({ kind, operation }) =>
    kind === 'twice' || kind === 'bounded' ? [operation] : [],
  );
  return lossCalls.flatMap(({ activation }) => {
    if (!activation?.at || !repeated.includes(activation.name)) return [];
    const edits = text.removeOperation(activation.at, activation.name);
    return edits ? [{ change: `no ${activation.name} before the loss`, edits }] : [];
  });
}
