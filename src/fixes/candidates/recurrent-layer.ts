/** Candidates: a recurrent layer with gates instead of a simple one. */

import type { TextEdit } from '../../report/finding';
import type { CandidateKind } from '../contract/candidate';

export const recurrentLayer: CandidateKind = {
  kind: 'recurrent-layer',
  codes: ['vanishing-gradient', 'exploding-gradient', 'saturated-activation', 'non-finite'],
  propose: ({ model, text }, finding) => {
    const simple = finding.layers
      .map((index) => model.layers[index])
      .filter(({ className }) => className === 'SimpleRNN');
    if (simple.length === 0) return [];
    return ['gru', 'lstm'].flatMap((name) => {
      const edits = simple.map((layer) => text.renameCallee(layer, ['layers', name]));
      const known = edits.filter((one): one is readonly TextEdit[] => one !== undefined);
      return known.length < edits.length
        ? []
        : [{ change: `${name.toUpperCase()} instead of a simple recurrent layer`, edits: known.flat() }];
    });
  },
};
