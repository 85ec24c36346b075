/** Gives the usual value of a setting, a size or an input shape, which the probe assumes where code leaves it open. */

// Small enough for a probe of a second, large enough for the usual stacks of convolutions and poolings.

/** Features of a dense layer's input, classes of its output, entries of a list of ids. */
const features = 10;
/** Steps of time that a recurrent layer reads. */
const steps = 10;
/** Width and height of an image: five halvings leave one pixel. */
const side = 32;
/** Colours of an image. Photographs and webcams give three, and pretrained image models take nothing else. */
const channels = 3;
const learningRate = 1e-3;

/** Sizes of a sequence: time steps and what each of them holds. */
const sequence = [steps, 8];
const image = [side, side, channels];
/** A scan: greyscale, and deep enough for two poolings with convolutions between them. */
const volume = [16, 16, 16, 1];
const video = [4, 16, 16, channels];
/** Samples of a few sensors: longer than a recurrent layer's sequence, because convolutions and poolings shorten it. */
const signal = [side, 4];

/** How many layers a loop makes. Few are ordinary, and depth alone can starve a network. */
const layerCount = 2;
/** `hiddenLayers`, `n_layers`, `numLayers`, `depth`: how many layers there are, and not how large they are. */
const layerCountName = new RegExp(
  [
    'layers$',
    '(^n|_n|num|number|nr|count)_?(of)?_?(hidden)?_?(layer|block)s?$',
    '(layer|block)s?_?(count|num|number)$',
    '^depth$',
    '^blocks$',
  ].join('|'),
  'i',
);

/** tf.train.adam's own default, which suits most models with the other optimizers too. */
export const usualLearningRate = learningRate;

/** The name of the optimizer in tfjs. */
export const usualOptimizer = 'adam';

/** A number about which neither its name nor its use says anything. */
export const usualNumber = 8;

/**
 * Settings of layers that the probe replaces when user code gives no usable number, by their names in the layer's
 * configuration.
 */
export const usualSettings: ReadonlyMap<string, number> = new Map([
  ['units', 16],
  ['filters', 8],
  ['kernelSize', 3],
  ['strides', 1],
  ['poolSize', 2],
  // A setting of UpSampling2D.
  ['size', 2],
  ['rate', 0.25],
  ['inputDim', 100],
  ['outputDim', 16],
  // A setting of RepeatVector.
  ['n', 8],
]);

/** Settings for which tfjs has a default, so that only a parameter that becomes such a setting needs a value. */
const optionalSettings: ReadonlyMap<string, number> = new Map([
  ['inputLength', steps],
  ['alpha', 0.2],
  ['axis', -1],
  ['dilationRate', 1],
  ['depthMultiplier', 1],
  ['momentum', 0.9],
  ['epsilon', 1e-7],
  ['maskValue', 0],
  ['stddev', 0.05],
  ['learningRate', learningRate],
  ['epochs', 2],
  // The number of layers that a loop makes.
  ['layerCount', layerCount],
  ['batchSize', 16],
  // An axis of a shape.
  ['dim', features],
  // An axis of an image, which convolutions and poolings make smaller.
  ['side', side],
]);

/** The first pattern that fits a name decides. */
const numbersByName: readonly (readonly [name: RegExp, number: number])[] = [
  [layerCountName, layerCount],
  [/class|categor|label|actions?count|n(um)?_?actions/i, features],
  [/learning_?rate|^lr$|^eta$/i, learningRate],
  [/drop|(^|_)rate|rate$/i, 0.25],
  [/batch/i, 16],
  [/epoch/i, 2],
  [/embed/i, 16],
  [/vocab|token|dict|char_?set|words?$/i, 100],
  [/latent|code_?dim/i, 8],
  [/head/i, 2],
  [/filter/i, 8],
  [/pool(_?size)?$/i, 2],
  [/kernel/i, 3],
  [/stride|dilation|repeat|factor/i, 1],
  [/unit|hidden|neuron/i, 16],
  [/num.*(layer|block)/i, layerCount],
  [/seq|time|step|window|look_?back|length|^len|len$|max_?len|horizon/i, steps],
  [/width|height|resolution|image_?size|img_?size|rows|cols|(^|_)[wh]$|(image|img|frame)_?[wh]$/i, side],
  [/channel/i, channels],
  [/feature|input|output|target|observation|state/i, features],
  [/momentum|beta|decay|gamma/i, 0.9],
  [/alpha|slope/i, 0.2],
  [/epsilon|^eps$/i, 1e-7],
  [/l1|l2|regulariz|lambda/i, 0.001],
  [/std|scale/i, 0.05],
  [/seed|index|^i$/i, 1],
  [/dim|size|model/i, 16],
];

/** The first pattern that fits a name decides. The texts are names that tfjs reads. */
const textsByName: readonly (readonly [name: RegExp, text: string])[] = [
  [/activation|nonlinearity/i, 'relu'],
  [/initializer|^init$/i, 'glorotNormal'],
  [/loss/i, 'meanSquaredError'],
  [/optimi[sz]er/i, usualOptimizer],
  [/padding/i, 'same'],
  [/data_?format/i, 'channelsLast'],
  [/dtype/i, 'float32'],
  [/merge_?mode/i, 'concat'],
  [/rnn_?type|cell_?type|(rnn|recurrent)_?(kind|layer)/i, 'lstm'],
];

/** Layers by tfjs's factory (`conv2d`) or class (`Conv2D`), and the input shapes that suit them. */
const inputShapes: readonly (readonly [layer: RegExp, shape: readonly number[]])[] = [
  [/^convLstm2d$/i, video],
  [/3d/i, volume],
  // A model that begins by flattening mostly does so to images.
  [/2d|^(flatten|rescaling|resizing)$/i, image],
  [/1d/i, signal],
  [/lstm|gru|rnn|bidirectional|timeDistributed|masking/i, sequence],
];

/** A usable number for tfjs's setting of that name; undefined for a setting that takes no number. */
export function usualSetting(setting: string): number | undefined {
  return usualSettings.get(setting) ?? optionalSettings.get(setting);
}

/** A number for a variable or field of that name; undefined where the name says nothing. */
export function usualNumberNamed(name: string): number | undefined {
  return numbersByName.find(([pattern]) => pattern.test(name))?.[1];
}

/** Whether a name says how many layers there are. */
export function isLayerCount(name: string): boolean {
  return layerCountName.test(name);
}

/** The length of an axis which the code calls by that name. */
export function usualSizeNamed(name: string): number {
  const number = usualNumberNamed(name);
  return number !== undefined && Number.isInteger(number) ? number : features;
}

/** A text for a variable, field or setting of that name; undefined where the name says nothing. */
export function usualTextNamed(name: string): string | undefined {
  return textsByName.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * @returns the input shape, batch axis left out, that suits a layer of that factory or class; the one for dense layers
 * where it is undefined
 */
export function usualInputShape(layer: string | undefined): number[] {
  const found = layer === undefined ? undefined : inputShapes.find(([pattern]) => pattern.test(layer));
  return [...(found?.[1] ?? [features])];
}

/** @param rank number of axes, that of the batch left out */
export function usualShapeOfRank(rank: number): number[] {
  const shape = [[], [features], sequence, image, volume].at(rank);
  return shape ? [...shape] : Array.from({ length: rank }, () => 4);
}

/**
 * The length of an axis that a model itself leaves open (`inputShape: [null, 8]`). Longer than the sequence of a model
 * whose input is unknown: text with convolutions over it leaves that axis open as a rule.
 * @param rank number of axes, that of the batch left out
 */
export function usualOpenSize(rank: number): number {
  return rank === image.length ? side : 16;
}

/** The least configuration with which a layer of that factory (`lstm`), an `input` or a `compile` works. */
export function usualConfig(kind: string): Record<string, unknown> {
  if (kind === 'compile') return { optimizer: usualOptimizer, loss: usualTextNamed('loss') };
  if (kind === 'input') return { shape: usualInputShape(undefined) };
  if (/conv/i.test(kind)) return settings('filters', 'kernelSize');
  if (/^(dense|lstm|gru|simpleRNN)/.test(kind)) return settings('units');
  if (kind === 'embedding') return settings('inputDim', 'outputDim');
  if (/dropout/i.test(kind)) return settings('rate');
  return kind === 'activation' ? { activation: usualTextNamed('activation') } : {};
}

function settings(...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, usualSettings.get(name)]));
}
