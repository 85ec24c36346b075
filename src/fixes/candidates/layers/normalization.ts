/** Candidates: batch or layer normalization after the layers that a finding names. */

import type { TextEdit } from '../../../report/finding';
import { isSameLocation } from '../../../report/position';
import type { LayerReport } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { headLayers, onePerCall } from '../../changes/layer-changes';
import { isKnownTo } from '../../changes/names-since';

export const normalization: CandidateKind = {
  kind: 'normalization',
  codes: [
    'not-learning',
    'vanishing-gradient',
    'exploding-gradient',
    'dead-units',
    'saturated-activation',
    'update-too-large',
    'zero-gradient',
  ],
  propose: (situation, finding) => {
    const single = situation.model.batchSize === 1 ? overFeatures(situation) : undefined;
    if (single) return [single];
    if (finding.code === 'zero-gradient') return [];
    const heads = headLayers(situation.model);
    const named = finding.layers
      .map((index) => situation.model.layers[index])
      .filter(
        (layer) =>
          !heads.some((head) => isSameLocation(head, layer)) &&
          layer.className !== 'Variable' &&
          layer.timeSteps === undefined,
      );
    const before = named.length > 0 ? named : situation.model.layers.filter((layer) => !heads.includes(layer));
    return ['batchNormalization', 'layerNormalization']
      .filter((name) => isKnownTo(situation.tfjsVersion, name))
      .flatMap((name) => proposal(situation, before, name) ?? []);
  },
};

/** Layer normalization instead of batch normalization, for batches of a single row. */
function overFeatures({ model, text, tfjsVersion }: CandidateContext): Proposal | undefined {
  if (!isKnownTo(tfjsVersion, 'layerNormalization')) return undefined;
  const normalized = model.layers.filter(({ className }) => className === 'BatchNormalization');
  const edits = normalized.map((layer) => text.renameCallee(layer, ['layers', 'layerNormalization']));
  const known = edits.filter((one): one is readonly TextEdit[] => one !== undefined);
  return normalized.length > 0 && known.length === edits.length
    ? { change: 'layer instead of batch normalization', edits: known.flat() }
    : undefined;
}

function proposal(situation: CandidateContext, layers: readonly LayerReport[], name: string): Proposal | undefined {
  const edits: TextEdit[] = [];
  for (const layer of onePerCall(layers)) {
    const maker = situation.text.tfName(layer.file, ['layers', name]);
    const inserted = maker === undefined ? undefined : situation.text.insertAfter(layer, `${maker}()`);
    if (!inserted) return undefined;
    edits.push(...inserted);
  }
  const change = name === 'batchNormalization' ? 'batch normalization' : 'layer normalization';
  return { change, edits };
}
