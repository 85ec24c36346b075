/** Candidates: a list of the weights of layers that a layer makes itself, so that `fit` trains them. */

import type { CandidateKind } from '../../contract/candidate';

export const innerLayers: CandidateKind = {
  kind: 'inner-layers',
  codes: ['zero-gradient'],
  propose: ({ model, text }, finding) => {
    const inner = finding.layers.flatMap((index) => (model.layers[index].unlisted ? [model.layers[index]] : []));
    const edits = inner.length > 0 ? text.listInnerLayers(inner) : undefined;
    return edits ? [{ change: 'weights of the inner layers listed', edits, isLikely: true }] : [];
  },
};
