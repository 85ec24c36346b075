/**
 * Mistakes in the loss, for the rule output-loss-mismatch: a softmax or a sigmoid that is applied twice, an operation
 * that makes each output meet each target, a loss that compares no output with its own target.
 */

import { formatDecimal, formatShare } from '../../report/format';
import type { Finding, Severity, NotedPlace } from '../../report/finding';
import type { LossSlipReport, SlipKind } from '../../report/losses';
import { type Facts, lossFalls, isMajority, type SeedFacts } from '../evidence/facts';
import { layersWhere } from '../evidence/layer-graph';
import { headOf } from '../evidence/outputs-of-losses';
import { hasOpponent } from '../evidence/opponent';
import { thresholds } from '../thresholds/thresholds';
import { lineText, shapeText } from '../phrases/phrases';
import { toFinding, trainingPlace } from '../phrases/verdict';
import { classNumberForAll } from './class-numbers';
import { percentageOfZeros } from './percentage-of-zeros';
import { pooledProducts } from './pooled-products';
import { rewardsAllClasses } from './rewarded-classes';

/** Slips that say where other rules' findings come from. */
const ofOtherRules: ReadonlySet<SlipKind> = new Set([
  'uphill',
  'negated',
  'summed',
  'flat',
  'renewed',
  'one-sided',
  'left-out',
  'opposed',
  'alone',
  'reshaped',
  'piled',
  'same-goal',
  'judge-too',
  'judges',
  'judged',
  'endless',
  'detached',
  'judge-alike',
  'mixed-rows',
  'lowered',
]);

/** One finding for each slip in the loss, and for each last layer that repeats an activation. */
export function lossSlips(facts: Facts): Finding[] {
  const { lossSlips: slips = [] } = facts.model;
  const firstSign = slips.find(({ kind }) => kind === 'sign');
  return [
    ...slips.flatMap((slip) => {
      // Against another net, the mean of a score is what the loss is for.
      if (slip.kind === 'pairs') return hasOpponent(facts) ? [] : [comparesNoPairs(facts, slip)];
      if (slip.kind === 'sign') return slip === firstSign ? wrongSign(facts, slip) : [];
      if (ofOtherRules.has(slip.kind)) return [];
      if (slip.kind === 'percentage') return [percentageOfZeros(facts, slip)];
      if (slip.kind === 'all-classes') return [rewardsAllClasses(facts, slip)];
      if (slip.kind === 'pooled') return [pooledProducts(facts, slip)];
      if (slip.kind === 'swapped') return [swappedArguments(facts, slip)];
      if (slip.kind === 'clipped') return clippedOutputs(facts, slip);
      if (slip.kind === 'column') return classNumberForAll(facts, slip);
      if (slip.kind === 'axis') return [overBatch(facts, slip)];
      return slip.kind === 'broadcast' ? broadcast(facts, slip) : [twiceInLoss(facts, slip)];
    }),
    ...twiceInHead(facts),
  ];
}

/** The finding on an operation that makes each output meet each target. */
function broadcast(facts: Facts, { operation, shapes, at, callers = [] }: LossSlipReport): Finding[] {
  const size = Math.max(...shapes.flat());
  const compares = operation === 'sub';
  // Equal targets leave nothing to tell apart; but rewards less their mean add up to 0 where each meets each output.
  const isGone = ({ loss }: SeedFacts): boolean => loss.later < thresholds.loss.gone * loss.first;
  if (operation !== 'mul' && facts.seeds.every(isGone)) return [];
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: compares ? 'error' : 'warning',
      role: 'cause',
      message:
        `${operation} of ${shapes.map(shapeText).join(' and ')} gives [${size}, ${size}], so each of the ${size} ` +
        `outputs meets each of the ${size} targets${compares ? ', and the best answer is their mean for all' : ''}. ` +
        `Give both the same shape first, such as targets.reshape([${size}, 1]).`,
      at: at ?? trainingPlace(facts),
      layers: headOf(facts),
      places: listsOfTargets(facts),
      blames: [{ callOfLoss: callers }],
    }),
  ];
}

/** Where the code makes targets of one axis, which meet a column of outputs. */
function listsOfTargets({ model }: Facts): NotedPlace[] {
  return (model.dataFacts?.targets ?? []).flatMap(({ shape, madeAt }) =>
    madeAt && shape.length === 1
      ? [{ ...madeAt, note: `these targets are made here, of shape ${shapeText(shape)}` }]
      : [],
  );
}

/** The finding on a loss that compares the means of outputs and targets, or that leaves errors their sign. */
function comparesNoPairs(facts: Facts, { at }: LossSlipReport): Finding {
  const isBelow = facts.seeds.every(({ loss }) => loss.later < 0);
  const falls = isBelow ? ` It is ${formatDecimal(facts.seeds[0].loss.later)} by now, and falls without end.` : '';
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: 'error',
    role: 'cause',
    message:
      'This loss is the same whichever output meets which target, so it says nothing about single examples: errors ' +
      'of different signs cancel out, or a mask or a slice leaves out all in which the targets differ.' +
      `${falls} Take the square or the absolute value of each difference before the mean, ` +
      'target.sub(output).square().mean(), and look whether a mask is 0 throughout.',
    at: at ?? trainingPlace(facts),
    layers: headOf(facts),
  });
}

/** The finding on a loss of tfjs that gets the outputs in the place of the labels. */
function swappedArguments(facts: Facts, { operation, at, callers = [] }: LossSlipReport): Finding {
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: 'error',
    role: 'cause',
    message:
      `tf.losses.${operation} takes the labels first and the outputs second, but here the outputs come first: it ` +
      'takes the labels for what the model says, and each step only moves the outputs along numbers that never ' +
      'change. Swap the two.',
    at: at ?? trainingPlace(facts),
    layers: headOf(facts),
    blames: [{ callOfLoss: callers }],
  });
}

/**
 * The finding on probabilities that sum to 1 over the batch, so that examples compete instead of classes. Where each
 * example has a column of its own, as where images look for their texts, that is what is asked for.
 */
function overBatch(facts: Facts, { shapes, at }: LossSlipReport): Finding {
  const [rows, classes] = shapes[0];
  const isSquare = rows === classes;
  const when = isSquare
    ? 'That is right where the examples are told apart from each other. To tell classes apart,'
    : 'To tell the classes apart,';
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: isSquare ? 'information' : 'error',
    role: 'cause',
    message:
      `The probabilities of each class sum to 1 over the ${rows} examples of the batch, not those of each example ` +
      `over the ${classes} classes: the softmax sums over axis 0. ` +
      `${when} take tf.softmax(logits), or sum over the last axis: exps.div(exps.sum(-1, true)).`,
    at: at ?? trainingPlace(facts),
    layers: headOf(facts),
  });
}

/**
 * The finding on a cross-entropy of the code's own that cuts outputs to 0…1 because they are no probabilities. What
 * the losses of `compile` cut has a finding at the head.
 */
function clippedOutputs(facts: Facts, { outputs, at, callers = [] }: LossSlipReport): Finding[] {
  if (!at || !outputs || outputs.outside < thresholds.probabilities.outside) return [];
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: facts.seeds.some(lossFalls) ? 'warning' : 'error',
      role: 'cause',
      message:
        'This cross-entropy takes the logarithm of numbers that are no probabilities: ' +
        `${formatShare(outputs.outside)} of them are below 0 or above 1 (they run from ${formatDecimal(outputs.min)} ` +
        `to ${formatDecimal(outputs.max)}), and clipByValue cuts these off, so that they pass no gradient. Give it ` +
        'tf.softmax(outputs), or tf.sigmoid(outputs) where there are but two classes. For amounts take ' +
        'tf.losses.meanSquaredError instead.',
      at,
      layers: headOf(facts),
      blames: [{ callOfLoss: callers }, { setting: 'activation', layers: headOf(facts) }],
    }),
  ];
}

/** What is wrong with a loss, by what its number is, and what to do. */
const signWords: Readonly<Partial<Record<string, SignWords>>> & { readonly error: SignWords } = {
  likelihood: {
    what:
      'This cross-entropy lacks its minus: labels times logarithms of probabilities are below 0, and rise to 0 as ' +
      'answers get better',
    remedy: 'Negate the mean: labels.mul(probabilities.log()).sum(-1).mean().neg().',
  },
  error: {
    what: 'This error has a minus before it: the loss rises to 0 as answers get better',
    remedy: 'Leave out the neg() or the factor below 0.',
  },
  similarity: {
    what: 'This similarity of outputs and targets lacks its minus: it rises to 1 as answers get better',
    remedy: 'Negate the mean, or take tf.losses.cosineDistance.',
  },
  raw: {
    what:
      'This takes the outputs themselves for logarithms of probabilities, but some are above 0: they have no ' +
      'greatest value, so larger outputs alone lower the loss',
    remedy: 'Apply tf.logSoftmax to the outputs first, or take tf.losses.softmaxCrossEntropy.',
  },
};

interface SignWords {
  readonly what: string;
  readonly remedy: string;
}

/** Training lowers the loss by making the answers worse. Against another net that is what the loss is for. */
function wrongSign(facts: Facts, { operation, at }: LossSlipReport): Finding[] {
  const isRaw = operation === 'raw';
  const shown = facts.seeds.filter(({ loss }) => isRaw || loss.later < 0 || !Number.isFinite(loss.later));
  // A score that the code climbs, by gradients of which it changes the sign, needs its minus.
  const isClimbed = facts.model.lossSlips?.some(({ kind }) => kind === 'uphill');
  if (!isMajority(facts, shown) || hasOpponent(facts) || isClimbed) return [];
  const { first, later } = shown[0].loss;
  const from = `from ${formatDecimal(first)} to ${formatDecimal(later)}`;
  const { what, remedy } = signWords[operation] ?? signWords.error;
  return [
    toFinding(facts, {
      code: 'output-loss-mismatch',
      severity: 'error',
      role: 'cause',
      message: `${what}. Training takes it ${from}${isRaw ? '' : ', so it makes them worse'}, without end. ${remedy}`,
      at: at ?? trainingPlace(facts),
      layers: headOf(facts),
      seeds: shown.map(({ index }) => index),
    }),
  ];
}

/**
 * The value below which a cross-entropy of a repeated softmax or sigmoid cannot fall, in words.
 * @param shape of what the activation is applied to once more; undefined where the last layer's units tell it
 */
function floorText(facts: Facts, activation: string, shape?: readonly number[]): string {
  if (activation === 'sigmoid')
    return (
      `a label of 0 then costs ${formatDecimal(Math.LN2)} at least, ` +
      `and a label of 1 ${formatDecimal(Math.log1p(Math.exp(-1)))}`
    );
  const classes = (shape ?? facts.model.layers.at(headOf(facts)[0])?.outputShape)?.at(-1) ?? 0;
  const floor = Math.log(Math.E + classes - 1) - 1;
  return classes > 1
    ? `the loss of ${classes} classes then stays above ${formatDecimal(floor)}, and gradients are small`
    : 'gradients are then small';
}

function severityOfTwice(facts: Facts): Severity {
  return facts.seeds.some(lossFalls) ? 'warning' : 'error';
}

/** The finding on a loss that takes logits and gets probabilities: it applies an activation to them once more. */
function twiceInLoss(facts: Facts, { kind, operation, shapes, at, callers = [] }: LossSlipReport): Finding {
  const heads = headOf(facts);
  const head = heads.length > 0 ? facts.model.layers[heads[0]] : undefined;
  const loss = facts.model.lossCalls?.find(({ takesLogits }) => takesLogits)?.name ?? 'the loss';
  const byName = operation === 'softmax' ? 'categoricalCrossentropy' : 'binaryCrossentropy';
  const own = head?.activation === operation ? `the ${operation} at ${lineText(head)}` : `the ${operation} before it`;
  const other = operation === 'softmax' ? 'sigmoid' : 'softmax';
  const what =
    kind === 'bounded'
      ? `${loss} takes logits and applies a ${other} to them, but a ${operation} gave these, all from 0 to 1. `
      : `The ${operation} is applied twice: ${loss} applies it itself, to what a ${operation} gave. `;
  const floor = floorText(facts, kind === 'bounded' ? other : operation, shapes.at(0));
  return toFinding(facts, {
    code: 'output-loss-mismatch',
    severity: severityOfTwice(facts),
    role: 'cause',
    message:
      `${what}Because of that ${floor}. Leave out ${own}, or take the loss ` +
      `'${byName}', which takes probabilities.`,
    at: at ?? trainingPlace(facts),
    layers: heads,
    places: appliedPlaces(facts, operation),
    blames: [
      { callOfLoss: callers },
      ...(head?.activation === operation ? [{ setting: 'activation', layers: heads } as const] : []),
      { setting: 'loss' },
    ],
  });
}

/** Where a loop applies an activation to what it hands to a loss. */
function appliedPlaces({ model }: Facts, name: string): NotedPlace[] {
  return (model.lossCalls ?? []).flatMap(({ activation }) =>
    activation?.at && activation.name === name ? [{ ...activation.at, note: `${name} is applied here` }] : [],
  );
}

/** Layers that leave each number as it is. */
const shapeOnly = /^(Reshape|Flatten|Dropout|Permute)$/;

/** The finding on a model that ends with a layer and an activation layer, both with the same activation. */
function twiceInHead(facts: Facts): Finding[] {
  const { layers } = facts.model;
  const source = (index: number): number | undefined => {
    const [input] = layers[index].inputs;
    if (layers[index].inputs.length !== 1) return undefined;
    return shapeOnly.test(layers[input].className) ? source(input) : input;
  };
  return layersWhere(
    layers,
    (layer, i) => facts.graph.head.has(i) && /^(Activation|Softmax)$/.test(layer.className),
  ).flatMap((index) => {
    const layer = layers[index];
    const before = source(index);
    if (before === undefined || (layer.activation !== 'softmax' && layer.activation !== 'sigmoid')) return [];
    if (layers[before].activation !== layer.activation) return [];
    return [
      toFinding(facts, {
        code: 'output-loss-mismatch',
        severity: severityOfTwice(facts),
        role: 'cause',
        message:
          `This layer applies ${layer.activation} to what a ${layer.activation} gave at ${lineText(layers[before])}: ` +
          `${floorText(facts, layer.activation)}. Leave out one of the two.`,
        at: layer,
        layers: [index],
        blames: [{ setting: 'activation', layers: [before, index] }],
        related: [before],
      }),
    ];
  });
}
