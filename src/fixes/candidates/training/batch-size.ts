/** Candidates: more rows a step, where batch normalization sees a single one. */

import type { CandidateKind } from '../../contract/candidate';

/** tfjs's own batch size. */
const usual = 32;

export const batchSize: CandidateKind = {
  kind: 'batch-size',
  codes: ['zero-gradient', 'dead-units'],
  propose: ({ model, text }) => {
    const normalizes = model.layers.some(({ className }) => className === 'BatchNormalization');
    if (model.batchSize !== 1 || !normalizes || !model.trainedAt) return [];
    if (text.calleeName(model.trainedAt) !== 'fit') return [];
    const edits = text.change(model.trainedAt, 'batchSize', { text: String(usual) }, 2);
    return edits ? [{ change: `batches of ${usual} rows`, edits }] : [];
  },
};
