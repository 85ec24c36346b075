/** The target of one output among several, in a scale that leaves the others something to learn. */

import { isLarge, scaleData, standardized } from '../../changes/scale-data';
import type { CandidateContext, Proposal } from '../../contract/candidate';

/** A scale for each large target whose output gives any number; none where the model has one output. */
export function oneOfSeveralTargets(situation: CandidateContext): readonly Proposal[] {
  const { dataFacts, layers } = situation.model;
  const targets = dataFacts?.targets ?? [];
  if (targets.length < 2) return [];
  return targets.flatMap((facts, index) => {
    const { name } = facts;
    const head = layers.find((layer) => layer.name === name);
    const givesAnyNumber = head !== undefined && (head.activation ?? 'linear') === 'linear';
    if (!givesAnyNumber || !(facts.std > 0) || !isLarge(facts)) return [];
    const scale = standardized(facts);
    const edits = scaleData(situation, 1, facts, scale, { index, name });
    const note = `Predictions of ${name} come in the new scale: turn them back after predict.`;
    return edits ? [{ change: `targets of ${name}${scale}`, edits, note, rescales: true as const }] : [];
  });
}
