/** Finds the call that hands the data to a training, and the argument where it takes its settings. */

import type { Location } from '../../report/position';
import type { CandidateContext } from '../contract/candidate';

/** The call of `fit` or `trainOnBatch` that trains the model; undefined for `fitDataset` and for a loop. */
export function trainingCall({ model: { trainedAt }, text }: CandidateContext): Location | undefined {
  return trainedAt && /^(?:fit|trainOnBatch)$/.test(text.calleeName(trainedAt) ?? '') ? trainedAt : undefined;
}

/** Where each training call takes its settings. */
const settingsAt: Readonly<Partial<Record<string, number>>> = { fit: 2, fitDataset: 1 };

/** The index of the argument with the settings of a training call; undefined where the call takes none. */
export function settingsArgument(text: CandidateContext['text'], trainedAt: Location): number | undefined {
  return settingsAt[text.calleeName(trainedAt) ?? ''];
}
