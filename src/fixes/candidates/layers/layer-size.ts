/** Candidates: wider layers where so few units stand side by side that all of them may die by chance. */

import type { LayerReport } from '../../../report/report';
import type { Finding } from '../../../report/finding';
import type { CandidateKind } from '../../contract/candidate';
import { alongsideNote, changeLayers, headLayers } from '../../changes/layer-changes';

/** Below this many units a layer counts as narrow: fifteen ReLU layers of five die in half of all starts. */
const narrow = 16;
const wide = 32;
/** This few units pass on hardly more than one number of an example. */
const bottleneck = 2;

export const layerSize: CandidateKind = {
  kind: 'layer-size',
  codes: ['dead-units', 'vanishing-gradient', 'not-learning'],
  propose: (situation, finding) => {
    const { model, text } = situation;
    const heads = headLayers(model);
    const layers = model.layers.filter((layer) => !heads.includes(layer) && isNarrow(layer, finding));
    const changed =
      layers.length > 0
        ? changeLayers(situation, layers, { name: 'units', text: () => String(wide) }, heads)
        : undefined;
    if (!changed || layers.some((layer) => text.definitions(layer, 'units').length === 0)) return [];
    const note = alongsideNote(changed.alongside);
    return [{ change: `${wide} units a layer`, edits: changed.edits, ...(note !== undefined && { note }) }];
  },
};

function isNarrow({ className, outputShape }: LayerReport, { code }: Finding): boolean {
  const units = outputShape.at(-1) ?? wide;
  return className === 'Dense' && (code === 'not-learning' ? units <= bottleneck : units < narrow);
}
