/** Candidates: a recurrent layer with the settings that keep it steady through time, or with gates. */

import { isUnbounded } from '../../../diagnosis/evidence/expected-gain';
import type { FindingCode, TextEdit } from '../../../report/finding';
import type { LayerReport } from '../../../report/report';
import type { SettingDefinition } from '../../../source/edits/basics/settings';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { changeLayers } from '../../changes/layer-changes';

/** Findings that tell of numbers which grow. */
const grows: ReadonlySet<FindingCode> = new Set(['exploding-gradient', 'non-finite']);

/** What tfjs takes where the code gives nothing. */
const usualSettings = [
  { name: 'recurrentInitializer', value: 'orthogonal', change: 'orthogonal' },
  { name: 'unitForgetBias', value: true, change: 'unit forget bias' },
  { name: 'activation', value: 'tanh', change: 'tanh' },
] as const;

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
 * tfjs's own start, forget bias and activation where the code has others: the first keeps sizes, the second lets an
 * LSTM remember from the start (Jozefowicz et al. 2015), the third bounds what it remembers. What grows beyond all
 * bounds needs the last one first.
 */
function steady(situation: CandidateContext, code: FindingCode, layers: readonly LayerReport[]): Proposal[] {
  const { text } = situation;
  const changes = usualSettings.flatMap(({ name, value, change }): Proposal[] => {
    const set = layers.filter((layer) => text.definitions(layer, name).some((one) => isOther(one, value)));
    const written = typeof value === 'string' ? (file: string) => text.quote(file, value) : () => String(value);
    const changed = changeLayers(situation, set, { name, text: ({ file }) => written(file) });
    const isLikely = name === 'activation' && grows.has(code) && set.some(({ activation }) => isUnbounded(activation));
    return set.length > 0 && changed
      ? [{ change, edits: changed.edits, ...(isLikely && { isLikely: true as const }) }]
      : [];
  });
  const all = {
    change: changes.map(({ change }) => change).join(' + '),
    edits: changes.flatMap(({ edits }) => edits),
  };
  return changes.length > 1 ? [...changes, all] : changes;
}

/** Whether a setting is written as another value than the usual one; of yes and no, only the plain word counts. */
function isOther({ value, text }: SettingDefinition, usual: string | boolean): boolean {
  return typeof usual === 'string' ? value !== usual : text === String(!usual);
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
