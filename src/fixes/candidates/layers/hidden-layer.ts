/** Candidates: a hidden layer before the only layer of a model, which tells apart only what a line can. */

import type { LayerReport, ModelReport } from '../../../report/report';
import { headLayers } from '../../changes/layer-changes';
import type { CandidateContext, CandidateKind, Proposal } from '../../contract/candidate';

/** Units of the new layer; tanh keeps all of them alive, and ReLU is the usual choice for larger data. */
const choices = [
  { activation: 'tanh', units: 16 },
  { activation: 'relu', units: 32 },
] as const;

export const hiddenLayer: CandidateKind = {
  kind: 'hidden-layer',
  codes: ['not-learning'],
  oneIsEnough: true,
  propose: (situation) => {
    const head = onlyLayer(situation.model);
    return head ? choices.flatMap((choice) => proposal(situation, head, choice) ?? []) : [];
  },
};

/** The dense layer that alone has weights, if it is the last one. */
function onlyLayer(model: ModelReport): LayerReport | undefined {
  const weighted = model.layers.filter(({ weights }) => weights.length > 0);
  const [layer] = weighted;
  return weighted.length === 1 && layer.className === 'Dense' && headLayers(model).includes(layer) ? layer : undefined;
}

function proposal(
  { text }: CandidateContext,
  head: LayerReport,
  { activation, units }: (typeof choices)[number],
): Proposal | undefined {
  const maker = text.tfName(head.file, ['layers', 'dense']);
  if (maker === undefined) return undefined;
  const name = ['inputShape', 'batchInputShape'].find((one) => text.definitions(head, one).length > 0);
  const shape = name === undefined ? '' : `, ${name}: ${text.definitions(head, name)[0].text}`;
  const settings = `units: ${units}, activation: ${text.quote(head.file, activation)}${shape}`;
  const inserted = text.insertBefore(head, `${maker}({ ${settings} })`);
  const moved = name === undefined ? undefined : text.remove(head, name);
  return (
    inserted && { change: `a hidden layer of ${units} ${activation} units`, edits: [...inserted, ...(moved ?? [])] }
  );
}
