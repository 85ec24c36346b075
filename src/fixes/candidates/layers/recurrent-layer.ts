/** Candidates: a recurrent layer with the settings that keep it steady through time, or with gates. */

import { isUnbounded } from '../../../diagnosis/evidence/expected-gain';
import type { FindingCode, TextEdit } from '../../../report/finding';
import type { LayerReport } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { changeLayers } from '../../changes/layer-changes';

/** Findings that tell of numbers which grow. */
const grows: ReadonlySet<FindingCode> = new Set(['exploding-gradient', 'non-finite']);

export const recurrentLayer: CandidateKind = {
  kind: 'recurrent-layer',
  codes: ['vanishing-gradient', 'exploding-gradient', 'saturated-activation', 'non-finite'],
  propose: ({ model, text }, finding) => {
    const layers = finding.layers.map((index) => model.layers[index]);
    const simple = layers.filter(({ className }) => className === 'SimpleRNN');
    return [
      ...steady(
        { model, text },
        finding.code,
        layers.filter(({ className }) => /^(?:SimpleRNN|GRU|LSTM)$/.test(className)),
      ),
      ...(simple.length > 0 ? [...gated(text, simple), ...identity({ model, text }, simple)] : []),
    ];
  },
};

/**
 * tfjs's own start and activation where the code has others: the first keeps sizes, the second bounds them. What grows
 * beyond all bounds needs the second first.
 */
function steady(situation: CandidateContext, code: FindingCode, layers: readonly LayerReport[]): Proposal[] {
  const { text } = situation;
  const usual = { recurrentInitializer: 'orthogonal', activation: 'tanh' };
  const changes = Object.entries(usual).flatMap(([name, value]): Proposal[] => {
    const set = layers.filter((layer) => text.definitions(layer, name).some((one) => one.value !== value));
    const changed = changeLayers(situation, set, { name, text: ({ file }) => text.quote(file, value) });
    const isLikely = name === 'activation' && grows.has(code) && set.some(({ activation }) => isUnbounded(activation));
    return set.length > 0 && changed
      ? [{ change: value, edits: changed.edits, ...(isLikely && { isLikely: true as const }) }]
      : [];
  });
  const [start, activation] = changes;
  const both = changes.length > 1 ? { change: 'orthogonal + tanh', edits: [...start.edits, ...activation.edits] } : [];
  return changes.concat(both);
}

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
