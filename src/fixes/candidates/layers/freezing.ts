/** Candidates: a branch that no gradient reaches, frozen on purpose; variables whose result nothing reads, gone. */

import type { LayerReport, ModelReport } from '../../../report/report';
import type { TextEdit } from '../../../report/finding';
import type { CandidateContext, CandidateKind, Proposal } from '../../contract/candidate';
import { changeLayers, headLayers } from '../../changes/layer-changes';

export const freezing: CandidateKind = {
  kind: 'freezing',
  codes: ['zero-gradient'],
  propose: (situation) => {
    const { model } = situation;
    const dead = model.layers.filter(({ trainable, weights }) => trainable && weights.length > 0 && getNone(weights));
    const unread = withoutUnread(situation, dead);
    if (unread) return [unread];
    // Layers on every way to the output are no branch: the model needs them.
    if (dead.length === 0 || !hasWayAround(model, dead)) return [];
    const changed = changeLayers(situation, dead, { name: 'trainable', text: () => 'false' });
    if (!changed || changed.alongside.length > 0) return [];
    const note =
      'It learns as little as before, but on purpose. Should it learn, change what multiplies or cuts off its output.';
    return [{ change: 'the branch frozen', edits: changed.edits, note }];
  },
};

/** Variables of a loop cannot be frozen by a setting. Those whose results end unread are left over. */
function withoutUnread({ text }: CandidateContext, dead: readonly LayerReport[]): Proposal | undefined {
  if (dead.length === 0 || dead.some(({ className }) => className !== 'Variable')) return undefined;
  const edits = dead.map((layer): readonly TextEdit[] | undefined => text.removeUnread(layer));
  if (edits.includes(undefined)) return undefined;
  const note = 'Should it learn, let the loss read what the code computes with it.';
  return { change: 'without what nothing reads', edits: edits.flatMap((some) => some ?? []), note };
}

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
