/** Values that fit a name or the setting that it is used for, where the code itself gives none. */

import { usualSettings } from '../../report/usual-settings';

/** The first pattern that fits a name decides. Small enough for a probe of a second, large enough for the usual stacks of layers. */
const numbers: readonly (readonly [RegExp, number])[] = [
  [/class|categor|label|actions?count|n(um)?_?actions/i, 10],
  [/learning_?rate|^lr$|^eta$/i, 0.001],
  [/drop|(^|_)rate|rate$/i, 0.25],
  [/batch/i, 16],
  [/epoch/i, 2],
  [/embed/i, 16],
  [/vocab|token|dict|char_?set|words?$/i, 100],
  [/latent|code_?dim/i, 8],
  [/head/i, 2],
  [/filter/i, 8],
  [/kernel|pool(_?size)?$/i, 3],
  [/stride|dilation|repeat|factor/i, 1],
  [/unit|hidden|neuron/i, 16],
  [/num.*(layer|block)|n_?(layers?|blocks?)$|layer_?count|block_?count|^layers$|^depth$|^blocks$/i, 2],
  [/seq|time|step|window|look_?back|length|^len|len$|max_?len|horizon/i, 10],
  [/width|height|resolution|image_?size|img_?size|rows|cols|^[wh]$/i, 32],
  [/channel/i, 1],
  [/feature|input|output|target|observation|state/i, 10],
  [/momentum|beta|decay|gamma/i, 0.9],
  [/alpha|slope/i, 0.2],
  [/epsilon|^eps$/i, 1e-7],
  [/l1|l2|regulariz|lambda/i, 0.001],
  [/std|scale/i, 0.05],
  [/seed|index|^i$/i, 1],
  [/dim|size|model/i, 16],
];

/** Settings of tfjs that take a number, for names that say nothing themselves. */
const numberRoles: ReadonlyMap<string, number> = new Map([
  ...usualSettings,
  ['inputLength', 10],
  ['alpha', 0.2],
  ['axis', -1],
  ['dilationRate', 1],
  ['depthMultiplier', 1],
  ['momentum', 0.9],
  ['epsilon', 1e-7],
  ['maskValue', 0],
  ['stddev', 0.05],
  ['learningRate', 0.001],
  ['epochs', 2],
  ['batchSize', 16],
  ['dim', 10],
  // Of an image: what convolutions and poolings make smaller.
  ['side', 32],
]);

/** Settings that allow few values, whatever the name says: `filters: width`, `kernelSize: size`. */
const strictRoles: ReadonlySet<string> = new Set([
  'filters',
  'kernelSize',
  'strides',
  'poolSize',
  'size',
  'rate',
  'dilationRate',
  'axis',
  'momentum',
  'epsilon',
  'alpha',
  'maskValue',
  'side',
]);

const strings: readonly (readonly [RegExp, string])[] = [
  [/activation|nonlinearity/i, 'relu'],
  [/initializer|^init$/i, 'glorotNormal'],
  [/loss/i, 'meanSquaredError'],
  [/optimi[sz]er/i, 'adam'],
  [/padding/i, 'same'],
  [/data_?format/i, 'channelsLast'],
  [/dtype/i, 'float32'],
  [/merge_?mode/i, 'concat'],
  [/rnn_?type|cell_?type|(rnn|recurrent)_?(kind|layer)/i, 'lstm'],
];

const booleanRoles: ReadonlySet<string> = new Set([
  'useBias',
  'returnSequences',
  'returnState',
  'trainable',
  'stateful',
  'goBackwards',
  'unroll',
  'scale',
  'center',
  'maskZero',
]);

/** A number for a value called `name`, which may be used as the setting `role`; undefined where neither says anything. */
export function numberFor(name: string, role?: string): number | undefined {
  const byRole = role === undefined ? undefined : numberRoles.get(role);
  if (role !== undefined && strictRoles.has(role)) return byRole;
  return numbers.find(([pattern]) => pattern.test(name))?.[1] ?? byRole;
}

/** A string for a value called `name` or used as the setting `role`, where that is one that tfjs reads. */
export function stringFor(name: string, role?: string): string | undefined {
  const fits = (text: string): string | undefined => strings.find(([pattern]) => pattern.test(text))?.[1];
  return (role === undefined ? undefined : fits(role)) ?? fits(name);
}

export type RoleKind = 'shape' | 'number' | 'string' | 'boolean' | 'object' | undefined;

/** What kind of value the setting `role` of a layer, model or compile call takes. */
export function roleKind(role: string): RoleKind {
  if (/^(input|batchInput|batch|target|output)?Shape$/i.test(role)) return 'shape';
  if (numberRoles.has(role)) return 'number';
  if (booleanRoles.has(role)) return 'boolean';
  if (/Activation$|^activation$|Initializer$|^(loss|optimizer|padding|dataFormat|dtype|mergeMode|name)$/.test(role))
    return 'string';
  return /^(layers?|inputs|outputs|cells?|.*Regularizer|.*Constraint|callbacks|validationData|weights)$/.test(role)
    ? 'object'
    : undefined;
}

/** An input shape (batch axis left out) that suits a layer of `kind`. */
export function shapeFor(kind: string | undefined): number[] {
  if (kind === undefined) return [10];
  if (/convLstm2d/i.test(kind)) return [4, 16, 16, 1];
  if (/3d/i.test(kind)) return [8, 16, 16, 1];
  if (/2d|flatten/i.test(kind)) return [32, 32, 1];
  if (/1d/i.test(kind)) return [32, 4];
  return /lstm|gru|rnn|bidirectional|timeDistributed|masking/i.test(kind) ? [10, 8] : [10];
}

/** The same where only the number of axes is known. */
export function shapeOfRank(rank: number): number[] {
  return [[], [10], [10, 8], [32, 32, 1], [8, 16, 16, 1]][rank] ?? Array.from({ length: rank }, () => 4);
}
