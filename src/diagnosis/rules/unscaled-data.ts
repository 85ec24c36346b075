/**
 * Rule unscaled-data: inputs or targets whose scale does harm. Large numbers alone are no finding: it takes saturated
 * or dead layers that read them, steps that overshoot at an ordinary learning rate, or targets so large that a step
 * gets nowhere. It comes after the other rules, whose findings are then its effects.
 */

import { isAdaptive } from '../../report/model-settings';
import { columnsApart, rootMeanSquare } from '../../report/data/column-sizes';
import type { ColumnFacts } from '../../report/data/data-facts';
import type { FurtherSteps } from '../../report/losses';
import type { LayerReport, PlacedTensorFacts } from '../../report/report';
import { formatDecimal, formatMagnitude, meanText } from '../../report/format';
import { type Finding, type Severity, severities } from '../../report/finding';
import { geometricMean, medianOfFinite } from '../../report/statistics';
import { type DataRole, dataName, dataPlace, inColumn, rangeText } from '../phrases/data-words';
import { type Facts, lossFalls, isMajority, type SeedFacts } from '../evidence/facts';
import { isTrainable, layersWhere } from '../evidence/layer-graph';
import { endOfFurtherSteps, furtherStepsOf } from '../evidence/further-steps';
import { headOf } from '../evidence/outputs-of-losses';
import { thresholds } from '../thresholds/thresholds';
import { greatestProgress, medianUpdateRatio } from '../evidence/update-ratio';
import { inputScaledLayers } from '../evidence/input-scaled-layers';
import { stepsText } from '../phrases/phrases';
import { isDivergence, toFinding } from '../phrases/verdict';

const limits = thresholds.scale;

/** The findings with those on scale added; what these cause becomes their effect. */
export function addUnscaledData(findings: readonly Finding[], facts: Facts): Finding[] {
  const { dataFacts } = facts.model;
  if (!dataFacts || facts.seeds.length === 0) return [...findings];
  const targets = ofTargets(facts, findings);
  const near = [...ofInputs(facts, findings), ...targets];
  const farOnes = targets.length > 0 ? [] : distantTargets(facts, findings);
  const found = [...near, ...farOnes, ...(near.length + farOnes.length > 0 ? [] : farInputs(facts, findings))];
  const causedBy = (finding: Finding): Harm | undefined => found.find(({ effects }) => effects.includes(finding));
  return [
    ...findings.flatMap((finding): Finding[] => {
      const harm = causedBy(finding);
      if (!harm) return [finding];
      return harm.replaces ? [] : [{ ...finding, role: 'effect' }];
    }),
    ...found.map(({ finding }) => finding),
  ];
}

interface Harm {
  readonly finding: Finding;
  readonly effects: readonly Finding[];
  /** Set where the effects say nothing that helps, so that they are left out. */
  readonly replaces?: true;
}

/** The column with the largest root mean square, one that never changes among them. */
function largestColumn({ largest, largestConstant }: PlacedTensorFacts): ColumnFacts | undefined {
  if (!largest || !largestConstant) return largest ?? largestConstant;
  return rootMeanSquare(largest) >= rootMeanSquare(largestConstant) ? largest : largestConstant;
}

function worst(effects: readonly Finding[]): Severity {
  return severities[Math.min(...effects.map(({ severity }) => severities.indexOf(severity)))];
}

/** Classes without weights that keep the scale of their input; a custom layer may change it. */
const keepsScale = new RegExp(
  '^(Flatten|Reshape|Permute|ZeroPadding2D|Cropping2D|UpSampling2D|(Global)?(Max|Average)Pooling[123]D|' +
    '(Spatial)?Dropout(1D)?|Masking|RepeatVector|Concatenate|InputLayer)$',
);

/**
 * Whether the inputs reach weights in their own scale: no layer normalizes them first. An embedding reads ids, so that
 * it says nothing about other inputs beside it.
 */
export function readsAsIs({ model: { layers }, graph }: Facts): boolean {
  const isPlain = (index: number): boolean => {
    const { className, weights, product } = layers[index];
    if (className === 'Variable') return product !== undefined;
    if (weights.length > 0) return !/Embedding|Normalization/.test(className);
    return keepsScale.test(className) && graph.consumers[index].every(isPlain);
  };
  const isReader = (layer: LayerReport): boolean =>
    layer.className === 'Variable' ? mayReadInputs(layer) : layer.inputs.length === 0 && !isEmbedding(layer);
  const readers = layers.flatMap((layer, index) => (isReader(layer) ? [index] : []));
  return readers.every(isPlain) && (readers.length > 0 || layers.length === 0);
}

/** Of variables, the first kernels, and tables that are no kernels, whose rows code may gather. */
function mayReadInputs({ product, weights: [{ shape }] }: LayerReport): boolean {
  return product ? product.reads.length === 0 : shape.length > 1;
}

function isEmbedding({ className }: LayerReport): boolean {
  return className === 'Embedding';
}

/** Whether an input may be what an embedding reads: whole numbers below the count of its rows. */
function areIds({ wholeNumbers, min, max }: PlacedTensorFacts, { model: { layers } }: Facts): boolean {
  const rows = layers.filter(isEmbedding).map(({ weights }) => weights.at(0)?.shape.at(0) ?? Infinity);
  return wholeNumbers && min >= 0 && rows.some((count) => max < count);
}

function hasOrdinaryRate({ model }: Facts): boolean {
  return model.learningRate <= (isAdaptive(model.optimizer) ? limits.adaptiveRate : limits.plainRate);
}

/** Whether training goes astray at a usual learning rate. */
function overshoots(finding: Finding, facts: Facts): boolean {
  if (!hasOrdinaryRate(facts)) return false;
  return finding.code === 'update-too-large' || isDivergence(finding, facts);
}

/** Whether an output layer is dead, which its own activation brings about: with scaled inputs it dies as well. */
function isDeadHead({ code, layers }: Finding, { graph }: Facts): boolean {
  return code === 'dead-units' && layers.every((index) => graph.head.has(index));
}

function ofInputs(facts: Facts, findings: readonly Finding[]): Harm[] {
  if (!readsAsIs(facts)) return [];
  const reached = inputScaledLayers(facts);
  const hasDeadHead = findings.some((finding) => isDeadHead(finding, facts));
  const isHarm = (finding: Finding): boolean =>
    overshoots(finding, facts) ||
    (['saturated-activation', 'dead-units', 'zero-gradient'].includes(finding.code) &&
      finding.layers.some((index) => reached.has(index)) &&
      !(hasDeadHead && (finding.role === 'effect' || isDeadHead(finding, facts))));
  const effects = findings.filter(isHarm);
  if (effects.length === 0) return [];
  return largeInputs(facts).map((tensor) => {
    const severity = worst(effects);
    const what = harmText(facts, effects);
    return { finding: findingOf(facts, tensor, 'inputs', severity, what, effects), effects };
  });
}

/** What large inputs do, as part of a sentence. */
function harmText({ model }: Facts, effects: readonly Finding[]): string {
  const has = (sought: Finding['code']): boolean => effects.some(({ code }) => code === sought);
  if (has('dead-units') && !has('saturated-activation'))
    return 'steps that suit numbers of about 1 throw units to the zero side';
  if (has('saturated-activation') || has('zero-gradient'))
    return 'what they are multiplied into lies at the flat ends of the activation';
  return `steps that suit numbers of about 1 overshoot at a learning rate of ${model.learningRate}`;
}

/** The inputs of which a column is so large that a usual rate may overshoot. */
export function largeInputs(facts: Facts): PlacedTensorFacts[] {
  return (facts.model.dataFacts?.inputs ?? []).filter((tensor) => {
    const column = largestColumn(tensor);
    return column !== undefined && rootMeanSquare(column) >= limits.input && !areIds(tensor, facts);
  });
}

/** The large targets of a regression whose head can give any number. */
function largeTargets(facts: Facts): PlacedTensorFacts[] {
  const { lossCalls = [], dataFacts, layers } = facts.model;
  const targets = dataFacts?.targets ?? [];
  return targets.filter((target, output) => {
    const call = lossCalls.at(output);
    const column = largestColumn(target);
    if (!call || !column || rootMeanSquare(column) < limits.target) return false;
    const [head] = headOf(facts, call);
    const activation = layers.at(head)?.activation ?? 'linear';
    const isOpen = /^(linear|relu|elu|selu|swish|softplus|mish|gelu)$/.test(activation);
    return isOpen && (call.kind === 'squared' || call.kind === 'absolute');
  });
}

function ofTargets(facts: Facts, findings: readonly Finding[]): Harm[] {
  const large = largeTargets(facts);
  if (large.length === 0) return [];
  if (!isAdaptive(facts.model.optimizer)) {
    const effects = findings.filter((finding) => overshoots(finding, facts) || finding.code === 'dead-units');
    if (effects.length > 0) return large.map((target) => overshootOf(facts, target, effects));
  }
  const slow = facts.seeds.filter(
    (seed) =>
      !(greatestProgress(facts, seed) >= limits.hopeless) && medianUpdateRatio(facts, [seed], 'own') >= limits.moving,
  );
  if (!isMajority(facts, slow)) return [];
  const share = formatMagnitude(geometricMean(slow.map((seed) => greatestProgress(facts, seed))));
  const what = `a step takes away at most ${share} of the loss, though it moves the weights at a healthy pace`;
  return large.map((target) => ({
    finding: findingOf(facts, target, 'targets', 'warning', what, []),
    effects: findings.filter(({ code }) => code === 'not-learning'),
    replaces: true,
  }));
}

/**
 * The finding on targets so large that some hundred steps leave the loss far over that of a constant answer. Where
 * steps are too small for them and large for the weights, as one rate cannot suit both, it takes the place of that
 * warning.
 */
function farTargets(facts: Facts, findings: readonly Finding[]): Harm[] {
  const idle = findings.filter(({ code }) => code === 'not-learning');
  const others = findings.filter((finding) => !idle.includes(finding));
  const far = farSeeds(facts, others).filter((one) => one.nearest < thresholds.learning.learnable);
  if (!isMajority(facts, far)) return [];
  const what = `${farText(facts, far)}, since the weights have to grow to that size first`;
  const harms = farHarm(facts, findings, largeTargets(facts), 'targets', what);
  return idle.some(({ severity }) => severity !== 'information')
    ? harms.map((harm) => ({ ...harm, replaces: true }))
    : harms;
}

/** The finding on large targets of one output where the other tells classes, else that on targets that are too far. */
function distantTargets(facts: Facts, findings: readonly Finding[]): Harm[] {
  const outweighing = besideLabels(facts, findings);
  return outweighing.length > 0 ? outweighing : farTargets(facts, findings);
}

/**
 * The finding on targets whose squared error passes so large a gradient to layers that also serve an output of class
 * labels that these learn nothing of the labels.
 */
function besideLabels(facts: Facts, findings: readonly Finding[]): Harm[] {
  const { layers, lossCalls = [], dataFacts } = facts.model;
  if (findings.some(({ severity }) => severity !== 'information')) return [];
  const large = largeTargets(facts);
  const others = lossCalls.filter(({ kind }) => kind === 'binary' || kind === 'categorical' || kind === 'sparse');
  return large.flatMap((target) => {
    const call = lossCalls.at(dataFacts?.targets.indexOf(target) ?? lossCalls.length);
    if (call?.kind !== 'squared' || call.layer === null) return [];
    const own = trainableBefore(layers, call.layer);
    return others.slice(0, 1).flatMap(({ layer }): Harm[] => {
      if (layer === null || ![...trainableBefore(layers, layer)].some((one) => own.has(one))) return [];
      const times = gradientAt(facts, call.layer ?? layer) / gradientAt(facts, layer);
      if (!(times > limits.outweighs)) return [];
      const what =
        `the layers that both outputs share get ${formatMagnitude(times)} times as much gradient from them as from ` +
        `'${layers[layer].name}', so that they learn next to nothing for it`;
      return farHarm(facts, findings, [target], 'targets', what);
    });
  });
}

/** The trainable layers that lead to a layer. */
function trainableBefore(layers: readonly LayerReport[], index: number, found = new Set<number>()): Set<number> {
  for (const input of layers[index].inputs) {
    if (found.has(input)) continue;
    if (isTrainable(layers[input])) found.add(input);
    trainableBefore(layers, input, found);
  }
  return found;
}

/** The gradient at the output of a layer in the last steps, over all seeds. */
function gradientAt({ model, seeds }: Facts, layer: number): number {
  const { l2 } = model.layers[layer].outputGradient;
  return medianOfFinite(seeds.flatMap(({ index, late }) => late.map((step) => l2[index]?.[step] ?? Number.NaN)));
}

/**
 * The finding on inputs so large that the outputs swing far beyond the targets, and some hundred steps at a usual rate
 * do not tame them; or that a model learns nothing of, though the nearest other examples tell something.
 */
function farInputs(facts: Facts, findings: readonly Finding[]): Harm[] {
  if (!readsAsIs(facts) || !hasOrdinaryRate(facts)) return [];
  const far = farSeeds(facts, findings);
  if (isMajority(facts, far)) {
    const what = `${farText(facts, far)}, since numbers of that size swing the outputs far beyond the targets`;
    return farHarm(facts, findings, largeInputs(facts), 'inputs', what);
  }
  const missed = idleSeeds(facts, findings).filter(
    (one) => one.nearest > 0 && one.nearest < thresholds.learning.learnable,
  );
  if (!isMajority(facts, missed)) return perhapsByScale(facts, findings);
  const nearest = formatDecimal(endOfFurtherSteps(facts, missed).nearest);
  const what =
    `${farText(facts, missed)}, where the mean of the nearest other examples gives ${nearest} times that; steps ` +
    'that suit numbers of about 1 throw units to one side, or leave small columns without effect';
  return farHarm(facts, findings, largeInputs(facts), 'inputs', what);
}

/**
 * Inputs of which the nearest other examples tell nothing may well have nothing to tell; where they are large as well,
 * that is the first thing to mend, and as much information.
 */
function perhapsByScale(facts: Facts, findings: readonly Finding[]): Harm[] {
  const idle = idleSeeds(facts, findings, 0).filter((one) => one.nearest >= 1);
  if (!isMajority(facts, idle) || !findings.some(({ code }) => code === 'not-learning')) return [];
  const what = 'nothing is learned of them yet, and steps that suit numbers of about 1 throw units to one side';
  return farHarm(facts, findings, largeInputs(facts), 'inputs', what, 'information');
}

/** What further steps showed in the seeds that learn nothing in them, where no other finding says why. */
function idleSeeds(
  { model, seeds }: Facts,
  findings: readonly Finding[],
  leastSteps: number = thresholds.learning.furtherSteps,
): FurtherSteps[] {
  if (findings.some(({ severity }) => severity !== 'information')) return [];
  const { further = [] } = model.answers ?? {};
  return seeds.flatMap(({ index }) => {
    const one = further[index];
    const isIdle = one?.learns === 'no' && one.share >= thresholds.learning.below;
    return one && isIdle && one.steps >= leastSteps ? [one] : [];
  });
}

/**
 * Those of them whose loss stays far over the constant answer's; and those whose loss comes down towards it, and is
 * still far over it when the code's own training ends.
 */
function farSeeds(facts: Facts, findings: readonly Finding[]): FurtherSteps[] {
  const falling = findings.some(({ severity }) => severity !== 'information')
    ? []
    : facts.seeds.flatMap((seed) => {
        const further = furtherStepsOf(facts, seed);
        if (further?.learns !== 'towards' || further.share < thresholds.guessing.worseAtEnd) return [];
        return isNearEnd(facts, seed, further) ? [further] : [];
      });
  return [...idleSeeds(facts, findings), ...falling].filter((one) => one.share > thresholds.guessing.worse);
}

/** Whether the code's own training is over, or half of it, where the loss is so far off that the rest will not do. */
function isNearEnd(facts: Facts, seed: SeedFacts, { share, steps }: FurtherSteps): boolean {
  const taken = facts.model.stepsOfCode?.steps ?? Infinity;
  const reach = share > thresholds.learning.farOff ? thresholds.steps.nearEnd : 1;
  return reach * (seed.steps + steps) >= taken;
}

function farText(facts: Facts, far: readonly FurtherSteps[]): string {
  const end = endOfFurtherSteps(facts, far);
  const times = formatDecimal(end.share);
  return `after ${stepsText(end)} the loss is still ${times} times that of giving every example the same answer`;
}

function farHarm(
  facts: Facts,
  findings: readonly Finding[],
  tensors: readonly PlacedTensorFacts[],
  role: DataRole,
  what: string,
  severity: Severity = 'warning',
): Harm[] {
  const effects = findings.filter(({ code }) => code === 'not-learning' || code === 'few-steps');
  return tensors.map((tensor) => ({
    finding: findingOf(facts, tensor, role, severity, what, effects),
    effects,
    replaces: true,
  }));
}

/**
 * The finding on huge first steps of weights that have to grow to the size of the targets, which is no reason for a
 * lower rate.
 */
function overshootOf(facts: Facts, target: PlacedTensorFacts, effects: readonly Finding[]): Harm {
  const isOnItsWay = facts.seeds.every(lossFalls) && effects.every(({ code }) => code === 'update-too-large');
  const what = isOnItsWay
    ? 'the weights have to grow to that size first, in steps far larger than they are, and the loss falls all the same'
    : `the gradient grows with them, so that steps overshoot at a learning rate of ${facts.model.learningRate}`;
  const severity = isOnItsWay ? 'information' : worst(effects);
  const finding = findingOf(facts, target, 'targets', severity, what, effects);
  return { finding, effects, ...(isOnItsWay && { replaces: true }) };
}

function findingOf(
  facts: Facts,
  tensor: PlacedTensorFacts,
  role: DataRole,
  severity: Severity,
  what: string,
  effects: readonly Finding[],
): Finding {
  const column = largestColumn(tensor);
  const where = column && tensor.columns > 1 ? inColumn(column, tensor) : '';
  const seeds = effects.length > 0 ? new Set(effects.flatMap((effect) => effect.seeds)) : new Set(facts.model.seeds);
  return toFinding(facts, {
    code: 'unscaled-data',
    severity,
    role: 'cause',
    message:
      `${dataName(facts, tensor, role)} ${rangeText(column ?? tensor)}${where}${apartFrom(tensor)}: ${what}. ` +
      adviceFor(tensor, role),
    at: dataPlace(facts, tensor),
    layers: layersWhere(facts.model.layers, isTrainable),
    blames: tensor.madeAt ? [{ numbersOf: tensor.madeAt }] : [],
    seeds: facts.model.seeds.flatMap((seed, index) => (seeds.has(seed) ? [index] : [])),
  });
}

function apartFrom(tensor: PlacedTensorFacts): string {
  const { smallest } = tensor;
  if (!smallest || columnsApart(tensor) < limits.apart) return '';
  return `, while those in column ${smallest.index} ${rangeText(smallest)}`;
}

function adviceFor(tensor: PlacedTensorFacts, role: DataRole): string {
  const back = role === 'targets' ? ', and the predictions back' : '';
  const { min, max, mean, std, columns, shape } = tensor;
  if (min === max) return 'Numbers that never change tell nothing; leave them out.';
  const mayBePixels = columns > 1 || shape.length > 2;
  if (mayBePixels && min >= 0 && max <= 255 && max > 100 && tensor.wholeNumbers)
    return `Divide them by 255 here${back}.`;
  if (columns > 1) return `Take each column's mean away and divide by its standard deviation here${back}.`;
  return `Scale them here${back}: .sub(${meanText(mean, std, 3)}).div(${formatDecimal(std)}).`;
}
