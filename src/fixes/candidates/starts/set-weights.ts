/** Candidates: layers start by their initializer, where the code sets weights by hand that make all units alike. */

import type { TextEdit } from '../../../report/finding';
import type { CandidateKind } from '../../contract/candidate';

export const setWeights: CandidateKind = {
  kind: 'initializers',
  codes: ['symmetric-weights', 'zero-gradient', 'saturated-activation', 'dead-units', 'exploding-gradient'],
  propose: ({ model, text }, finding) => {
    const edits = finding.layers.flatMap(
      (index): readonly TextEdit[] => text.removeSetWeights(model.layers[index]) ?? [],
    );
    return edits.length > 0 ? [{ change: 'without weights set by hand', edits }] : [];
  },
};
