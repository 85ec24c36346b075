/** Candidates: dropout that leaves enough units for the next layer to tell the examples apart, and every answer. */

import type { CandidateKind } from '../../contract/candidate';
import { alongsideNote, changeLayers } from '../../changes/layer-changes';

/** Srivastava et al. 2014 keep half of the hidden units, and more of them where layers are narrow. */
const usual = 0.5;
const mild = 0.2;

export const dropoutRate: CandidateKind = {
  kind: 'dropout-rate',
  codes: ['not-learning', 'vanishing-gradient', 'output-loss-mismatch'],
  propose: (situation, finding) => {
    const { model } = situation;
    const named = finding.layers.map((index) => model.layers[index]).filter(({ dropRate = 0 }) => dropRate > 0);
    const ofAnswers = finding.code === 'output-loss-mismatch';
    const strong = ofAnswers ? named : model.layers.filter(({ dropRate = 0 }) => dropRate > usual);
    if (strong.length === 0) return [];
    return (ofAnswers ? [0] : [mild, usual]).flatMap((rate) => {
      const changed = changeLayers(situation, strong, { name: 'rate', text: () => String(rate) });
      const note = changed && alongsideNote(changed.alongside);
      return changed
        ? [{ change: `dropout of ${rate}`, edits: changed.edits, ...(note !== undefined && { note }) }]
        : [];
    });
  },
};
