/** The target of one output among several, in a scale that leaves the others something to learn. */

import { largestNumber } from '../../../report/data/column-sizes';
import { standardized } from '../../changes/scale-data';
import { trainingCall } from '../../changes/training-call';
import type { CandidateContext, Proposal } from '../../contract/candidate';

/** Numbers within this need no scale. */
const small = 10;

/**
 * A scale for each large target whose output gives any number: in the list or object of the training call, else where
 * the tensor is made. None where the model has one output.
 */
export function oneOfSeveralTargets(situation: CandidateContext): readonly Proposal[] {
  const { model, text } = situation;
  const targets = model.dataFacts?.targets ?? [];
  if (targets.length < 2) return [];
  const call = trainingCall(situation);
  return targets.flatMap((facts, index) => {
    const head = model.layers.find(({ name }) => name === facts.name);
    const givesAnyNumber = head !== undefined && (head.activation ?? 'linear') === 'linear';
    if (!givesAnyNumber || !(facts.std > 0) || !(largestNumber(facts) > small)) return [];
    const scale = standardized(facts);
    const edits =
      (call && text.wrapArgument(call, 1, scale, { index, name: facts.name })) ??
      (facts.madeAt && text.wrapTensor(facts.madeAt, scale));
    const note = `Predictions of ${facts.name} come in the new scale: turn them back after predict.`;
    return edits ? [{ change: `targets of ${facts.name}${scale}`, edits, note, rescales: true as const }] : [];
  });
}
