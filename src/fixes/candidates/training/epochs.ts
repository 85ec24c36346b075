/** Candidates: more epochs, where the code ends its training after a handful of steps. */

import { epochsNeeded } from '../../../diagnosis/rules/few-steps';
import { settingsArgument } from '../../changes/training-call';
import type { CandidateKind } from '../../contract/candidate';

/** Names that tfjs passes over, and that say how many epochs the author wants. */
const misspelt = ['epoch', 'Epochs', 'Epoch'];

export const epochs: CandidateKind = {
  kind: 'epochs',
  codes: ['few-steps'],
  propose: ({ model: { stepsOfCode, trainedAt }, text }) => {
    if (!stepsOfCode || !trainedAt) return [];
    const argument = settingsArgument(text, trainedAt);
    if (argument === undefined) return [];
    const count = String(epochsNeeded(stepsOfCode));
    const edits = text.change(trainedAt, 'epochs', { text: count }, argument);
    const renamed = misspelt.flatMap((name) => {
      const own = text.renameSetting(trainedAt, name, 'epochs', argument);
      return own ? [{ change: `epochs instead of ${name}`, edits: own }] : [];
    });
    return [...renamed, ...(edits ? [{ change: `${count} epochs`, edits }] : [])];
  },
};
