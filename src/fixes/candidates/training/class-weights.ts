/** Candidates: a training without the class weights that give some classes none. */

import type { CandidateKind } from '../../contract/candidate';
import { classesLeftOut } from '../../../diagnosis/evidence/outputs-of-losses';
import { settingsArgument } from '../../changes/training-call';

export const classWeights: CandidateKind = {
  kind: 'class-weights',
  codes: ['output-loss-mismatch'],
  propose: ({ model, text }) => {
    const { trainedAt } = model;
    const argument = trainedAt && settingsArgument(text, trainedAt);
    if (classesLeftOut(model).length === 0 || !trainedAt || argument === undefined) return [];
    const edits = text.removeSetting(trainedAt, 'classWeight', argument);
    return edits ? [{ change: 'no classWeight', edits }] : [];
  },
};
