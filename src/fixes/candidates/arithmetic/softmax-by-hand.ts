/** Candidates: tfjs's softmax instead of one by hand, whose exponentials overflow. */

import type { Location } from '../../../report/position';
import type { CandidateKind } from '../../contract/candidate';

export const softmaxByHand: CandidateKind = {
  kind: 'safe-arithmetic',
  codes: ['non-finite', 'zero-gradient', 'exploding-gradient', 'saturated-activation'],
  propose: ({ model, text }, finding) => {
    const origins = (model.nonFinite ?? []).flatMap(({ at }): readonly Location[] => (at ? [at] : []));
    const places: readonly Location[] = [...origins, finding, ...finding.related];
    return places.flatMap((place) => {
      const edits = text.useTfSoftmax(place);
      return edits.length === 0 ? [] : [{ change: 'softmax instead of exponentials', edits }];
    });
  },
};
