/** Candidates: an output activation and a loss that belong together. */

import type { TextEdit } from '../../report/finding';
import type { LayerReport } from '../../report/report';
import type { CandidateKind, Proposal, Situation } from '../contract/candidate';
import { headLayers } from '../changes/layer-changes';

interface Pair {
  readonly activation: string;
  /** As `compile` takes it. */
  readonly loss: string;
}

/** What a head of one unit may be, and what a head of several. */
const one: readonly Pair[] = [
  { activation: 'sigmoid', loss: 'binaryCrossentropy' },
  { activation: 'linear', loss: 'meanSquaredError' },
];
const several: readonly Pair[] = [
  { activation: 'softmax', loss: 'categoricalCrossentropy' },
  { activation: 'sigmoid', loss: 'binaryCrossentropy' },
  { activation: 'linear', loss: 'meanSquaredError' },
];

export const outputAndLoss: CandidateKind = {
  kind: 'output-and-loss',
  codes: ['zero-gradient', 'dead-units', 'saturated-activation', 'non-finite'],
  propose: (situation, finding) => {
    const { model } = situation;
    const heads = headLayers(model);
    const [head] = heads;
    if (heads.length !== 1 || head.activation === null) return [];
    const isNamed = finding.layers.includes(model.layers.indexOf(head));
    // A finding on hidden layers alone does not blame the head.
    if (!isNamed) return [];
    return pairsFor(head, model.loss).flatMap((pair) => proposal(situation, head, pair) ?? []);
  },
};

/** First the activation that suits the loss, then a loss that suits the activation, then both anew. */
function pairsFor(head: LayerReport, loss: string): readonly Pair[] {
  const units = head.outputShape.at(-1) ?? 0;
  const pairs = units === 1 ? one : several;
  const rank = (pair: Pair): number => (isLoss(loss, pair.loss) ? 0 : pair.activation === head.activation ? 1 : 2);
  const fromLogits = /^(?:sigmoid|softmax)CrossEntropy$/.test(loss);
  return [
    ...(fromLogits ? [{ activation: 'linear', loss }] : []),
    // A softmax over one unit is meant to be a probability.
    ...(units === 1 && head.activation === 'softmax' ? [{ activation: 'sigmoid', loss }] : []),
    ...[...pairs].sort((a, b) => rank(a) - rank(b)),
  ].filter((pair) => !(pair.activation === head.activation && isLoss(loss, pair.loss)));
}

/** Whether a report means a loss by its name: `mse` and `meanSquaredError` are the same. */
function isLoss(reported: string, name: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/^sparse/, '')
      .replace(/^mse$/, 'meansquarederror');
  return plain(reported) === plain(name);
}

function proposal(situation: Situation, head: LayerReport, { activation, loss }: Pair): Proposal | undefined {
  const { model, text } = situation;
  const edits: TextEdit[] = [];
  const changes: string[] = [];
  if (head.activation !== activation) {
    const value = text.quote(head.file, activation);
    const isShared = model.layers.some((other) => other !== head && sharesActivation(situation, other, head));
    const changed = isShared
      ? text.override(head, 'activation', value)
      : text.change(head, 'activation', { text: value, instead: head.activation ?? undefined });
    if (!changed) return undefined;
    edits.push(...changed);
    changes.push(`${activation} output`);
  }
  if (!isLoss(model.loss, loss)) {
    const changed =
      model.compiledAt && text.change(model.compiledAt, 'loss', { text: text.quote(model.compiledAt.file, loss) });
    if (!changed) return undefined;
    edits.push(...changed);
    changes.push(loss);
  }
  return { change: changes.join(' + '), edits };
}

function sharesActivation({ text }: Situation, a: LayerReport, b: LayerReport): boolean {
  const keys = (layer: LayerReport): string[] =>
    text.definitions(layer, 'activation').map(({ file, range }) => JSON.stringify([file, range.start]));
  const own = keys(b);
  return keys(a).some((key) => own.includes(key));
}
