/** Candidates: padding for a layer whose window is larger than what it reads, so that it gives nothing. */

import type { LayerReport, ModelReport } from '../../../report/report';
import type { CandidateKind } from '../../contract/candidate';
import { changeLayers } from '../../changes/layer-changes';

export const padding: CandidateKind = {
  kind: 'padding',
  codes: ['zero-gradient'],
  propose: (situation) => {
    const { model, text } = situation;
    const empty = model.layers.filter((layer) => givesNothing(model, layer));
    if (empty.length === 0) return [];
    const changed = changeLayers(situation, empty, { name: 'padding', text: ({ file }) => text.quote(file, 'same') });
    return changed ? [{ change: `padding 'same'`, edits: changed.edits }] : [];
  },
};

/** Whether it makes an axis of no numbers out of one that has some. */
function givesNothing({ layers }: ModelReport, { inputs, outputShape, className }: LayerReport): boolean {
  if (!/(?:Pooling|Conv)\w*[12]D$/i.test(className) || !outputShape.includes(0)) return false;
  return inputs.length === 1 && !layers[inputs[0]].outputShape.includes(0);
}
