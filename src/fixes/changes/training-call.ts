/** Finds the call that hands the data to a training. */

import type { Location } from '../../report/position';
import type { CandidateContext } from '../contract/candidate';

/** The call of `fit` or `trainOnBatch` that trains the model; undefined for `fitDataset` and for a loop. */
export function trainingCall({ model: { trainedAt }, text }: CandidateContext): Location | undefined {
  return trainedAt && /^(?:fit|trainOnBatch)$/.test(text.calleeName(trainedAt) ?? '') ? trainedAt : undefined;
}
