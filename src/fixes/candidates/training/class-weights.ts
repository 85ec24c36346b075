/** Candidates: a training without the class weights that give some classes none. */

import type { CandidateKind } from '../../contract/candidate';
import { settingsArgument } from '../../changes/training-call';

export const classWeights: CandidateKind = {
  kind: 'class-weights',
  codes: ['output-loss-mismatch'],
  propose: ({ model: { dataFacts, trainedAt }, text }) => {
    const leavesOut = dataFacts?.targets.some(({ weightless }) => weightless !== undefined) ?? false;
    const argument = trainedAt && settingsArgument(text, trainedAt);
    if (!leavesOut || !trainedAt || argument === undefined) return [];
    const edits = text.removeSetting(trainedAt, 'classWeight', argument);
    return edits ? [{ change: 'no classWeight', edits }] : [];
  },
};
