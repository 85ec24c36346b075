/** Candidates: a recurrent layer with gates instead of a simple one. */

import type { TextEdit } from '../../../report/finding';
import type { LayerReport } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { changeLayers } from '../../changes/layer-changes';

export const recurrentLayer: CandidateKind = {
  kind: 'recurrent-layer',
  codes: ['vanishing-gradient', 'exploding-gradient', 'saturated-activation', 'non-finite'],
  propose: ({ model, text }, finding) => {
    const simple = finding.layers
      .map((index) => model.layers[index])
      .filter(({ className }) => className === 'SimpleRNN');
    if (simple.length === 0) return [];
    return [...gated(text, simple), ...identity({ model, text }, simple)];
  },
};

function gated(text: CandidateContext['text'], simple: readonly LayerReport[]): Proposal[] {
  return ['gru', 'lstm'].flatMap((name) => {
    const edits = simple.map((layer) => text.renameCallee(layer, ['layers', name]));
    const known = edits.filter((one): one is readonly TextEdit[] => one !== undefined);
    return known.length < edits.length
      ? []
      : [{ change: `${name.toUpperCase()} instead of a simple recurrent layer`, edits: known.flat() }];
  });
}

/** ReLU units that start by passing on what they remember (Le et al. 2015). */
function identity(situation: CandidateContext, simple: readonly LayerReport[]): Proposal[] {
  const { text } = situation;
  const active = changeLayers(situation, simple, { name: 'activation', text: ({ file }) => text.quote(file, 'relu') });
  const started = changeLayers(situation, simple, {
    name: 'recurrentInitializer',
    text: ({ file }) => text.quote(file, 'identity'),
    beside: 'activation',
  });
  return active && started
    ? [{ change: 'ReLU with an identity as recurrent start', edits: [...active.edits, ...started.edits] }]
    : [];
}
