/** Proposes whole class numbers for a loss that takes these, where the code has made shares of them by a scale. */

import type { PlacedTensorFacts } from '../../../report/report';
import { headLayers } from '../../changes/layer-changes';
import type { CandidateContext, Proposal } from '../../contract/candidate';
import { trainingCall } from '../../changes/training-call';

/** How far a class number may be from a whole one after it was scaled back, by rounding. */
const rounding = 1e-4;

/** @returns none where the targets are whole numbers already; else first the changes that scale them in no way */
export function wholeClasses(situation: CandidateContext, target: PlacedTensorFacts): Proposal[] {
  const { model, text } = situation;
  if (!model.loss.startsWith('sparse') || target.wholeNumbers) return [];
  const without = target.madeAt && text.removeScaling(target.madeAt);
  if (without) return [{ change: `targets without ${without.removed}`, edits: without.edits, rescales: true }];
  const files = new Set([model.file, ...[model.trainedAt, target.madeAt].flatMap((place) => place?.file ?? [])]);
  const apart = [...files].flatMap((file) => text.leaveLastPartOut(file));
  if (apart.length > 0)
    return apart.map((edits) => ({ change: 'classes left out of the scale', edits, rescales: true }));
  return scaledBack(situation, target);
}

/** Shares from 0 to 1, such as 0, 0.5 and 1 of three classes, times the largest class number. */
function scaledBack(situation: CandidateContext, target: PlacedTensorFacts): Proposal[] {
  const [head] = headLayers(situation.model);
  const largest = (head.outputShape.at(-1) ?? 0) - 1;
  const areShares =
    target.min === 0 &&
    target.max === 1 &&
    (target.values ?? []).every(({ value }) => Math.abs(value * largest - Math.round(value * largest)) < rounding);
  const call = trainingCall(situation);
  const scale = `.mul(${largest}).round()`;
  const edits = call && areShares && largest > 1 ? situation.text.wrapArgument(call, 1, scale) : undefined;
  return edits ? [{ change: `targets${scale}`, edits, rescales: true }] : [];
}
