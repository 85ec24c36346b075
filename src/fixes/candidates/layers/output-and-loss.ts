/** Candidates: an output activation and a loss that belong together. */

import { areClassNumbers, arePixels } from '../../../diagnosis/evidence/outputs-of-losses';
import type { TextEdit } from '../../../report/finding';
import type { LayerReport, ModelReport, PlacedTensorFacts } from '../../../report/report';
import type { CandidateKind, Proposal, CandidateContext } from '../../contract/candidate';
import { changeLayers, headLayers } from '../../changes/layer-changes';

interface Pair {
  readonly activation: string;
  /** The name that `compile` takes. */
  readonly loss: string;
}

/** The heads for targets that are probabilities or classes: of one unit, and of several. */
const oneClass: Pair = { activation: 'sigmoid', loss: 'binaryCrossentropy' };
const manyClasses: Pair = { activation: 'softmax', loss: 'categoricalCrossentropy' };
/** The heads for any targets, and for targets from -1 to 1. */
const anyNumber: Pair = { activation: 'linear', loss: 'meanSquaredError' };
const signed: Pair = { activation: 'tanh', loss: 'meanSquaredError' };

/** The loss that takes class numbers. */
const sparseLoss = 'sparseCategoricalCrossentropy';

/** Numbers beyond it are hardly numbers of classes. */
const mostClasses = 1000;

export const outputAndLoss: CandidateKind = {
  kind: 'output-and-loss',
  codes: [
    'not-learning',
    'output-loss-mismatch',
    'unreachable-targets',
    'zero-gradient',
    'dead-units',
    'saturated-activation',
    'non-finite',
  ],
  propose: (situation, finding) => {
    const { model } = situation;
    const heads = headLayers(model);
    const [head] = heads;
    if (heads.length !== 1) return [];
    // A finding on hidden layers alone does not blame the head.
    const isNamed = finding.layers.includes(model.layers.indexOf(head));
    if (!isNamed && !/^(?:output-loss-mismatch|unreachable-targets)$/.test(finding.code)) return [];
    const once = softmaxOnce(situation, head);
    const units = unitsForClasses(situation, head) ?? depthForClasses(situation, head);
    if (units) return [units];
    const classes = headForClasses(situation, head);
    return [
      ...[once, classes].flatMap((one) => one ?? []),
      ...pairsFor(model, head).flatMap((pair) => proposal(situation, head, pair) ?? []),
    ];
  },
};

/** Of a softmax layer after a layer that applies softmax itself, only the softmax layer is left. */
function softmaxOnce({ model, text }: CandidateContext, head: LayerReport): Proposal | undefined {
  const before = head.inputs.length === 1 ? model.layers[head.inputs[0]] : undefined;
  if (head.weights.length > 0 || before?.activation !== 'softmax') return undefined;
  const edits = text.change(before, 'activation', { text: text.quote(before.file, 'linear'), instead: 'softmax' });
  return edits && { change: 'softmax once', edits };
}

/** As many units as there are class numbers, for a loss that takes these. */
function unitsForClasses(situation: CandidateContext, head: LayerReport): Proposal | undefined {
  const { loss, dataFacts } = situation.model;
  const [target] = dataFacts?.targets ?? [];
  const units = head.outputShape.at(-1) ?? 0;
  if (!loss.startsWith('sparse') || dataFacts?.targets.length !== 1 || !target.wholeNumbers || target.max < units)
    return undefined;
  const giver = giverOf(situation.model, head);
  if (giver.className !== 'Dense' || target.max >= mostClasses) return undefined;
  const changed = changeLayers(situation, [giver], { name: 'units', text: () => String(target.max + 1) });
  return changed && { change: `${target.max + 1} units for the classes`, edits: changed.edits, rescales: true };
}

/** A depth of one-hot rows that holds all class numbers, and as many units. */
function depthForClasses(situation: CandidateContext, head: LayerReport): Proposal | undefined {
  const { model, text } = situation;
  const [target] = model.dataFacts?.targets ?? [];
  if (model.dataFacts?.targets.length !== 1 || !target.madeAt) return undefined;
  const { oneHotMax = -1, columns } = target;
  if (oneHotMax < columns || oneHotMax >= mostClasses) return undefined;
  const classes = String(oneHotMax + 1);
  const changed = changeLayers(situation, [giverOf(model, head)], { name: 'units', text: () => classes });
  const depth = text.oneHotDepth(target.madeAt);
  if (!changed || !depth) return undefined;
  return { change: `${classes} classes`, edits: [...changed.edits, ...depth.change(classes)], rescales: true };
}

/** The layer whose units a head gives: the head, or the one before a softmax of its own. */
function giverOf({ layers }: ModelReport, head: LayerReport): LayerReport {
  return head.weights.length === 0 && head.inputs.length === 1 ? layers[head.inputs[0]] : head;
}

/** A softmax of as many units as there are class numbers, where one unit stands under a cross-entropy. */
function headForClasses(situation: CandidateContext, head: LayerReport): Proposal | undefined {
  const { loss, dataFacts, compiledAt } = situation.model;
  const [target] = dataFacts?.targets ?? [];
  const isOne = head.className === 'Dense' && head.outputShape.at(-1) === 1;
  if (!isOne || dataFacts?.targets.length !== 1 || !areClassNumbers(target) || !/crossentropy$/i.test(loss))
    return undefined;
  const { text } = situation;
  const units = target.max + 1;
  const changes = [
    changeLayers(situation, [head], { name: 'units', text: () => String(units) })?.edits,
    text.change(head, 'activation', { text: text.quote(head.file, 'softmax'), instead: head.activation ?? undefined }),
    compiledAt && text.change(compiledAt, 'loss', { text: text.quote(compiledAt.file, sparseLoss) }),
  ];
  if (changes.some((edits) => edits === undefined)) return undefined;
  return { change: `${units} softmax units + ${sparseLoss}`, edits: changes.flatMap((edits) => edits ?? []) };
}

/** First the activation that suits the loss, then a loss that suits the activation, then both anew. */
function pairsFor(model: ModelReport, head: LayerReport): readonly Pair[] {
  const { loss } = model;
  if (wantsShares(model, head)) return [];
  const isOne = head.outputShape.at(-1) === 1;
  const rank = (pair: Pair): number => (isLoss(loss, pair.loss) ? 0 : pair.activation === head.activation ? 1 : 2);
  const takesLogits =
    /^(?:sigmoid|softmax)CrossEntropy$/.test(loss) ||
    (model.lossSlips?.some(({ kind }) => kind === 'twice' || kind === 'bounded') ?? false);
  return [
    ...(takesLogits ? [{ activation: 'linear', loss }] : []),
    // A softmax over one unit is meant to be a probability.
    ...(isOne && head.activation === 'softmax' ? [{ activation: 'sigmoid', loss }] : []),
    // A loss of the code's own may take the logarithm of what a ReLU sets to zero.
    ...(loss === 'custom' && head.activation === 'relu'
      ? ['sigmoid', 'softplus', 'linear'].map((activation) => ({ activation, loss }))
      : []),
    ...suited(model, isOne).sort((a, b) => rank(a) - rank(b)),
  ].filter(
    (pair, index, all) =>
      !(pair.activation === head.activation && isLoss(loss, pair.loss)) &&
      all.findIndex((one) => one.activation === pair.activation && isLoss(one.loss, pair.loss)) === index,
  );
}

/** Whether labels are pixels of 0 to 255, and head and loss take shares: the labels want a scale, and no other head. */
function wantsShares({ dataFacts, loss }: ModelReport, { activation }: LayerReport): boolean {
  const [target] = dataFacts?.targets ?? [];
  return (
    dataFacts?.targets.length === 1 &&
    arePixels(target) &&
    (activation === 'sigmoid' || activation === 'softmax') &&
    !isDistance(loss)
  );
}

/** The pairs whose outputs can reach the targets. */
function suited({ dataFacts, loss }: ModelReport, isOne: boolean): Pair[] {
  const targets = dataFacts?.targets.at(0);
  const forClasses = isOne ? [oneClass] : [manyClasses, oneClass];
  // A loss that is a distance between numbers may stay; a cross-entropy or a hinge does not suit a head that gives any
  // number.
  const present = isDistance(loss) ? [{ ...anyNumber, loss }] : [];
  if (targets && areLabels(targets) && present.length === 0) return forClasses;
  if (!targets || (targets.min >= 0 && targets.max <= 1)) return [...forClasses, ...present, anyNumber];
  return targets.min >= -1 && targets.max <= 1 ? [signed, ...present, anyNumber] : [...present, anyNumber];
}

/** Zeros and ones say yes or no, so that an error between numbers is not meant, small as it may become. */
function areLabels({ wholeNumbers, min, max }: PlacedTensorFacts): boolean {
  return wholeNumbers && min >= 0 && max <= 1;
}

const distances =
  /^(?:mae|mape|msle|huberLoss|logcosh|mean(?:Absolute|Squared|AbsolutePercentage|SquaredLogarithmic)Error)$/;

function isDistance(loss: string): boolean {
  return distances.test(loss);
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

function proposal(situation: CandidateContext, head: LayerReport, { activation, loss }: Pair): Proposal | undefined {
  const { model, text } = situation;
  const edits: TextEdit[] = [];
  const changes: string[] = [];
  if (head.activation !== activation) {
    // A softmax layer of its own has no such setting.
    if (/^(?:Softmax|ReLU|LeakyReLU|ELU|PReLU|ThresholdedReLU)$/.test(head.className)) return undefined;
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

function sharesActivation({ text }: CandidateContext, a: LayerReport, b: LayerReport): boolean {
  const keys = (layer: LayerReport): string[] =>
    text.definitions(layer, 'activation').map(({ file, range }) => JSON.stringify([file, range.start]));
  const own = keys(b);
  return keys(a).some((key) => own.includes(key));
}
