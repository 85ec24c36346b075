/** Hands the inputs of a training to a function that is added to the code: in the call, or where a loop makes them. */

import { isTypeScript } from '../../files/paths';
import type { TextEdit } from '../../report/finding';
import type { PlacedTensorFacts } from '../../report/report';
import type { CandidateContext } from '../contract/candidate';
import { trainingCall } from './training-call';

/**
 * @param inputs the only inputs of the model
 * @param helper gives the text of the function, from how the file calls tfjs and whether it has types
 * @returns undefined where the text shows neither the call nor what makes the inputs of a loop
 */
export function wrapInputs(
  situation: CandidateContext,
  inputs: PlacedTensorFacts,
  name: string,
  helper: (tf: string, isTyped: boolean) => string,
): readonly TextEdit[] | undefined {
  const { model, text } = situation;
  const call = trainingCall(situation);
  const place = call ?? (model.trainedAt ? undefined : inputs.madeAt);
  const tf = place && text.tfName(place.file, []);
  const wrapped = place && (call ? text.wrapArgumentByCall(place, 0, name) : text.wrapLayerMaker(place, name));
  if (!place || tf === undefined || !wrapped) return undefined;
  return [...text.addFunction(place.file, name, helper(tf, isTypeScript(place.file))), ...wrapped];
}
