/** Candidates: the names that are meant for settings which tfjs passes over because they are misspelt. */

import { findingCodes } from '../../../report/finding';
import type { CandidateKind } from '../../contract/candidate';

export const settingName: CandidateKind = {
  kind: 'setting-name',
  codes: findingCodes,
  propose: ({ model, text }) => {
    const slips = model.layers.flatMap((layer) => {
      const { misspelt } = layer;
      return misspelt ? [{ ...misspelt, edits: text.renameSetting(layer, misspelt.given, misspelt.meant) }] : [];
    });
    const edits = slips.flatMap((slip) => slip.edits ?? []);
    const names = [...new Set(slips.map(({ given, meant }) => `${meant} instead of ${given}`))];
    return edits.length > 0 ? [{ change: names.join(', '), edits, isLikely: true }] : [];
  },
};
