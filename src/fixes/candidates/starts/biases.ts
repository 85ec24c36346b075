/** Candidates: biases that start at zero, where the code starts them so far from it that units die or saturate. */

import type { LayerReport } from '../../../report/report';
import { changeLayers } from '../../changes/layer-changes';
import type { CandidateContext, CandidateKind, Proposal } from '../../contract/candidate';

/** A bias of this size outweighs what a unit reads at the start, which is about one. */
const large = 1;

export const biases: CandidateKind = {
  kind: 'initializers',
  codes: ['dead-units', 'saturated-activation', 'zero-gradient'],
  propose: (situation, finding) => {
    const named = finding.layers.map((index) => situation.model.layers[index]);
    const far = named.filter((layer) => startsFar(situation, layer));
    return far.length > 0 ? [biasesFromZero(situation, far)].flatMap((proposal) => proposal ?? []) : [];
  },
};

/** Whether the text sets a bias, and no number in it is small. */
function startsFar({ text }: CandidateContext, layer: LayerReport): boolean {
  const set = text.definitions(layer, 'biasInitializer').filter(({ value }) => value !== 'zeros');
  const numbers = set.flatMap((initializer) => text.definitions(initializer, 'value'));
  return set.length > 0 && numbers.every(({ value }) => typeof value !== 'number' || Math.abs(value) >= large);
}

/** Undefined where no layer sets another start, or the text does not show where. */
export function biasesFromZero(situation: CandidateContext, layers: readonly LayerReport[]): Proposal | undefined {
  const { text } = situation;
  const set = layers.filter((layer) => {
    const definitions = text.definitions(layer, 'biasInitializer');
    return definitions.length > 0 && definitions.some(({ value }) => value !== 'zeros');
  });
  if (set.length === 0) return undefined;
  const changed = changeLayers(situation, set, {
    name: 'biasInitializer',
    text: ({ file }) => text.quote(file, 'zeros'),
  });
  return changed && { change: 'biases from zero', edits: changed.edits };
}
