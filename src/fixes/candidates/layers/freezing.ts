/** Candidates: a branch that no gradient reaches, frozen on purpose. */

import type { LayerReport, ModelReport } from '../../../report/report';
import type { CandidateKind } from '../../contract/candidate';
import { changeLayers, headLayers } from '../../changes/layer-changes';

export const freezing: CandidateKind = {
  kind: 'freezing',
  codes: ['zero-gradient'],
  propose: (situation) => {
    const { model } = situation;
    const dead = model.layers.filter(({ trainable, weights }) => trainable && weights.length > 0 && getNone(weights));
    // Layers on every way to the output are no branch: the model needs them.
    if (dead.length === 0 || !hasWayAround(model, dead)) return [];
    const changed = changeLayers(situation, dead, { name: 'trainable', text: () => 'false' });
    if (!changed || changed.alongside.length > 0) return [];
    const note =
      'It learns as little as before, but on purpose. Should it learn, change what multiplies or cuts off its output.';
    return [{ change: 'the branch frozen', edits: changed.edits, note }];
  },
};

function getNone(weights: LayerReport['weights']): boolean {
  return weights.every(({ gradientL2 }) => gradientL2.every((steps) => steps.every((norm) => norm === 0)));
}

/** Whether another layer that learns leads from an input to each output, past those. */
function hasWayAround(model: ModelReport, dead: readonly LayerReport[]): boolean {
  const reached = new Set<number>();
  model.layers.forEach((layer, index) => {
    if (dead.includes(layer)) return;
    if (layer.inputs.length === 0 || layer.inputs.some((input) => reached.has(input))) reached.add(index);
  });
  const heads = headLayers(model).map((layer) => model.layers.indexOf(layer));
  const alive = model.layers.filter((layer) => layer.weights.length > 0 && !dead.includes(layer));
  return (
    heads.every((head) => reached.has(head)) && alive.some((layer) => !heads.includes(model.layers.indexOf(layer)))
  );
}
