/** Says in plain words what an error of tfjs 4.22 means and what to do about it. */

import { layerFactoryLike, namesOf, nearestName, type NameKind } from './known-names';
import { type Complaint, type RefusedCall, type Shape, shapeText } from './refused-call';

type Rule = readonly [pattern: RegExp, explain: (found: readonly string[], call: RefusedCall) => Complaint | undefined];

/** What layers read, by the number of axes that tfjs asks of their input. */
const axesByRank: ReadonlyMap<number, string> = new Map([
  [2, '[batch, features]'],
  [3, '[batch, steps, features]'],
  [4, '[batch, height, width, channels]'],
  [5, '[batch, depth, height, width, channels]'],
]);

/** Recurrent layers give only their last step unless they are told otherwise. */
const recurrent = /^(lstm|gru|simpleRNN|rnn|bidirectional)$/;

const layerRules: readonly Rule[] = [
  [/^Input \d+ is incompatible with layer (\S+): expected ndim=(\d+), found ndim=(\d+)/, wrongRank],
  [
    /^Input \d+ is incompatible with layer (\S+): expected min_ndim=(\d+), found ndim=(\d+)/,
    ([, , least], call) =>
      complain(
        'shape',
        `${subject(call)} reads at least ${least} axes, but gets ${given(call)}. Reshape what it gets, or take another layer.`,
      ),
  ],
  [
    /^Input \d+ is incompatible with layer \S+: expected axis (-?\d+) of input shape to have value (\d+) but got shape ([\d,]+)/,
    ([, , wanted, shape], call) =>
      complain(
        call.model ? 'data' : 'shape',
        `${subject(call)} takes ${wanted} features for each example, but gets [${spaced(shape)}]. Change inputShape, or the data, so that both say the same.`,
      ),
  ],
  [
    /^Expected (\w+) to be a positive integer, but got (.+)\.$/,
    ([, key, value], call) =>
      complain('setting', `${key} of ${factory(call)} is ${value}, but has to be a whole number above 0.`),
  ],
  [
    /expected config\.(\w+) to be a 'number' > 0 but got (.+)$/,
    ([, key, value], call) =>
      complain('setting', `${key} of ${factory(call)} is ${value}, but has to be a whole number above 0.`),
  ],
  [
    /^required key '(\w+)' not in config/,
    ([, key], call) =>
      complain(
        'setting',
        `${factory(call)} lacks ${key}: add it to the settings of the layer, or look whether it is misspelt there.`,
      ),
  ],
  [
    /^The (\w+) argument must be an integer or tuple of (\d+) integers\. Received: (\d+) elements/,
    ([, key, wanted, got], call) =>
      complain(
        'setting',
        `${key} of ${factory(call)} has ${got} numbers, but has to be one number${wanted === '1' ? '' : ` or ${wanted} of them`}.`,
      ),
  ],
  [
    /^(\S+) is not a valid (\w+)\. {1,2}Valid values are (.+?) or null\/undefined/,
    ([, value, kind, valid], call) =>
      complain(
        'setting',
        `${settingOf(kind)} of ${factory(call)} is "${value}", but has to be ${listed(valid.split(','))}.${meant(value, valid.split(','))}`,
      ),
  ],
  [/^Negative dimension size caused by adding layer (\S+) with input shape \[([^\]]*)\]/, tooSmall],
  [
    /^Total size of new array must be unchanged/,
    (_, call) =>
      complain(
        'shape',
        `${subject(call)} cannot turn ${given(call)} into its targetShape: both have to hold the same count of numbers for each example.`,
      ),
  ],
  [
    /^A `Concatenate` layer requires inputs with matching shapes except for the concat axis\. Got input shapes: (.+)$/,
    ([, shapes]) =>
      complain('shape', `concatenate gets ${nested(shapes)}: all axes but the one that is joined have to be equal.`),
  ],
  [
    /^A merge layer should be called on an Array of at least 2 inputs\. Got (\d+) input/,
    ([, count], call) =>
      complain('shape', `${factory(call)} joins at least two inputs, but gets ${count}. Give apply([a, b]) both.`),
  ],
  [
    /^Operands could not be broadcast together with shapes \[([^\]]*)\] \[([^\]]*)\]/,
    ([, a, b], call) =>
      complain(
        'shape',
        `${factory(call)} gets [batch, ${spaced(a)}] and [batch, ${spaced(b)}], which have to be equal. Give the layers before it the same number of units or filters.`,
      ),
  ],
  [
    /^TimeDistributed layer expects an input shape >= 3D, but received input shape (\S+)/,
    ([, shape]) =>
      complain(
        'shape',
        `timeDistributed runs its layer at each time step, but gets ${nullsAsBatch(shape)}, which has no time axis. Give it [batch, steps, features].`,
      ),
  ],
  [
    /^Axis (-?\d+) of input tensor should have a defined dimension but the layer received an input with shape (\S+)\./,
    ([, axis, shape], call) =>
      complain(
        'setting',
        `axis of ${factory(call)} is ${axis}, but ${nullsAsBatch(shape)} has no such axis. Leave axis out for the last one.`,
      ),
  ],
  [
    /^cell property is missing for the constructor of RNN/,
    () =>
      complain(
        'setting',
        'tf.layers.rnn lacks its cell: give it one, such as cell: tf.layers.lstmCell({units: 8}), or take tf.layers.lstm.',
      ),
  ],
  [
    /^Not a valid tensor name: '(.+?)(?:_input)?'/,
    ([, name]) =>
      complain('name', `"${name}" cannot be the name of a layer: letters, digits, and _ . - / are allowed, no spaces.`),
  ],
  [
    /^The name "(.+?)" is used (\d+) times in the model/,
    ([, name, times]) =>
      complain('name', `"${name}" is the name of ${times} layers of this model. Each layer needs a name of its own.`),
  ],
  [
    /^Layer weight shape ([\d,]*) not compatible with provided weight shape ([\d,]*)/,
    ([, own, other], call) =>
      complain(
        'shape',
        `setWeights gives ${subject(call)} a weight of shape [${spaced(other)}], but its own has [${spaced(own)}].`,
      ),
  ],
  [
    /^No such layer: (.+)$/,
    ([, name], call) => complain('name', `The model has no layer called "${name}".${meant(name, call.names ?? [])}`),
  ],
  [
    /^Graph disconnected/,
    () =>
      complain(
        'shape',
        'The outputs of this model are not connected to its inputs: they come from another tf.input. Give tf.model the inputs that the outputs were made of.',
      ),
  ],
  [
    /^input layer has >1 nodes/,
    () =>
      complain(
        'setting',
        'inputs of tf.model is a tensor, but has to be what tf.input gives. A layer is applied to tf.input({shape}), not to data, to build a model.',
      ),
  ],
];

const compileRules: readonly Rule[] = [
  [
    /^(\w+): Improper config format/,
    ([, key], call) =>
      complain(
        'setting',
        `${key} of ${factory(call)} is no name of TensorFlow.js. Give it as text, such as ${key}: ${key === 'activation' ? '"relu"' : '"zeros"'}.`,
      ),
  ],
  [
    /^Unknown (activation|initializer|regularizer|constraint): (.+?)\. This may be due/,
    ([, kind, name]) => unknownName(kind as NameKind, name),
  ],
  [/^Unknown (loss|metric) (.+?)(?:\.|$)/, ([, kind, name]) => unknownName(kind as NameKind, name)],
  [/^Unknown Optimizer (.+)$/, ([, name]) => unknownName('optimizer', name)],
  [
    /^User-defined optimizer must be an instance of tf\.Optimizer/,
    (_, call) =>
      complain(
        'setting',
        call.notCalled === undefined
          ? 'optimizer is no optimizer of TensorFlow.js. Give a name such as "adam", or what tf.train.adam(0.001) gives.'
          : `${call.notCalled} is not called, so that optimizer is a function. Write ${call.notCalled}(0.001).`,
      ),
  ],
  [
    /you passed loss=\.$/,
    () =>
      complain(
        'setting',
        'compile gets no loss: it is missing, misspelt, or undefined. Give a name such as "meanSquaredError", or one of tf.losses.',
      ),
  ],
  [
    /^When passing an Array as loss, it should have one entry per model output\. The model has (\d+) output\(s\), but you passed loss=(.+)\.$/,
    ([, outputs, losses]) =>
      complain(
        'setting',
        `compile gets ${losses.split(',').length} losses, but the model has ${outputs} outputs. Give one loss for each.`,
      ),
  ],
  [
    /^Unknown entry in loss dictionary: "(.+?)"\. Only expected the following keys: (.+)$/,
    ([, key, keys]) =>
      complain('name', `loss names an output "${key}", but the outputs are called ${listed(keys.split(','), 'and')}.`),
  ],
  [
    /^The model needs to be compiled before being used|^You must compile a model before/,
    () =>
      complain(
        'training',
        'The model is not compiled before it is trained. Call model.compile({optimizer, loss}) first.',
      ),
  ],
];

const dataRules: readonly Rule[] = [
  [
    /^A dataset for fitDataset has to give objects of the form \{xs, ys\}/,
    () => complain('data', 'The dataset has to give objects {xs, ys}, but what it gives has other names.'),
  ],
  [
    /^(input|target) expected a batch of elements where each example has shape \[([^\]]*)\].*but the (?:input|target) received an input with \d+ examples, each with shape \[[^\]]*\] \(tensor shape \[([^\]]*)\]\)/,
    ([, side, wanted, got], call) => misfit(side === 'target', [`batch`, ...axes(wanted)], axes(got), call),
  ],
  [
    /^Error when checking (?:model )?(input|target)?\s*: expected (\S+) to have (\d+) dimension\(s\)\. but got array with shape ([\d,]+)/,
    ([, side, , , got], call) => misfit(side === 'target', undefined, axes(got), call),
  ],
  [
    /^Error when checking (?:model )?(input|target)?\s*: expected (\S+) to have shape \[([^\]]*)\] but got array with shape \[([^\]]*)\]/,
    ([, side, , wanted, got], call) =>
      misfit(
        side === 'target',
        axes(wanted).map((axis, at) => (at === 0 && !/\d/.test(axis) ? 'batch' : axis)),
        axes(got),
        call,
      ),
  ],
  [
    /^Error when checking model (input|target): the Array of Tensors that you are passing to your model is not the size/,
    ([, side], call) => {
      const count = (side === 'target' ? call.model?.outputs : call.model?.inputs)?.length ?? 1;
      return complain(
        'data',
        `${call.call} takes ${count === 1 ? 'a tensor' : `${count} tensors`} as ${side === 'target' ? 'y' : 'x'}, but gets another array. Wrap numbers: tf.tensor2d([[1, 2], [3, 4]]).`,
      );
    },
  ],
  [
    /^The model (input|target) expects (\d+) Tensor\(s\), but only received one Tensor\. Found: Tensor with shape ([\d,]+)/,
    ([, side, count, shape]) =>
      complain(
        'data',
        `The model has ${count} ${side === 'target' ? 'outputs' : 'inputs'}, but gets one tensor of shape [${spaced(shape)}]. Give an array with a tensor for each.`,
      ),
  ],
  [
    /^Input Tensors should have the same number of samples as target Tensors\. Found (\d+) input sample\(s\) and (\d+) target sample/,
    ([, x, y]) => complain('data', `x has ${x} examples, but y has ${y}. Each example needs its target.`),
  ],
  [
    /^Batch size mismatch: output \S+ has (\d+); expected {1,2}(\d+) based on input/,
    ([, y, x]) =>
      complain(
        'data',
        `A batch of the dataset has ${x} rows of xs, but ${y} of ys. Where the dataset gives single examples, cut it into batches first: dataset.batch(32).`,
      ),
  ],
  [
    /^A Dataset iterator for fitDataset\(\) is expected to generate objects of the form/,
    () => complain('data', 'The dataset has to give objects {xs, ys}, but what it gives has other names.'),
  ],
  [
    /(?:GatherV2: )?the index value (-?\d+) is not in \[0, (\d+)\]/,
    ([, id, last]) =>
      complain(
        'data',
        `A table of ${Number(last) + 1} rows is asked for row ${id}. Rows count from 0 to ${last}: where an embedding reads ids up to ${id}, its inputDim has to be ${Number(id) + 1} at least.`,
      ),
  ],
  [
    /^batchSize is required to be a positive integer, but got (.+)$/,
    ([, value]) => complain('setting', `batchSize is ${value}, but has to be a whole number above 0.`),
  ],
  [
    /^The training data have no examples/,
    () =>
      complain(
        'data',
        'No example is left to train on: validationSplit takes all of them. Give more data, or a smaller share.',
      ),
  ],
  [
    /^Argument '(\w+)' passed to '(\w+)' must be (\w+) tensor, but got (\w+) tensor/,
    ([, , operation, wanted, got], call) =>
      operation === 'floor' && /sparse/i.test(call.model?.loss ?? '')
        ? complain(
            'data',
            'The labels of sparseCategoricalCrossentropy have type int32, which tfjs refuses there. Make them float32: labels.toFloat().',
          )
        : complain(
            'data',
            `tf.${operation} takes numbers of type ${wanted}, but gets ${got}. Convert them first, by ${wanted === 'int32' ? 'toInt()' : wanted === 'bool' ? 'toBool()' : 'toFloat()'}.`,
          ),
  ],
];

const tensorRules: readonly Rule[] = [
  [
    /^Error in matMul: inner shapes \((\d+)\) and \((\d+)\) of Tensors with shapes ([\d,]+) and ([\d,]+)/,
    ([, inner, outer, a, b]) =>
      complain(
        'shape',
        `matMul gets [${spaced(a)}] and [${spaced(b)}]: the first has ${inner} columns, so the second needs ${inner} rows, but has ${outer}.`,
      ),
  ],
  [
    /^Operands could not be broadcast together with shapes ([\d,]*) and ([\d,]*)\./,
    ([, a, b]) =>
      complain(
        'shape',
        `The two tensors have shapes [${spaced(a)}] and [${spaced(b)}], which do not go together: read from the last axis, sizes have to be equal, or one of them 1.`,
      ),
  ],
  [
    /^shape of the new value \(([\d,]*)\) and previous value \(([\d,]*)\) must match/,
    ([, now, before]) =>
      complain(
        'shape',
        `The variable has shape [${spaced(before)}] and cannot be assigned a tensor of shape [${spaced(now)}].`,
      ),
  ],
  [
    /^Based on the provided shape, \[([^\]]*)\], the tensor should have (\d+) values? but has (\d+)/,
    ([, shape, wanted, got]) =>
      complain('shape', `A tensor of shape [${spaced(shape)}] has ${wanted} numbers, but is given ${got}.`),
  ],
  [
    /^Length of values '(\d+)' does not match the size inferred by the shape '(\d+)'/,
    ([, got, wanted]) =>
      complain(
        'shape',
        `The rows are not all equally long: as many as in the first row would make ${wanted} numbers, but there are ${got}.`,
      ),
  ],
  [
    /^Size\((\d+)\) must match the product of shape ([\d,]+)/,
    ([, got, shape]) =>
      complain(
        'shape',
        `reshape cannot make [${spaced(shape)}] of ${got} numbers: that shape holds ${product(shape)}.`,
      ),
  ],
  [
    /^Error in concat\dD: Shape of tensors\[\d+\] \(([\d,]*)\) does not match the shape of the rest \(([\d,]*)\) along the non-concatenated axis (\d+)/,
    ([, other, first, axis]) =>
      complain(
        'shape',
        `concat gets [${spaced(first)}] and [${spaced(other)}], which differ in axis ${axis}: all axes but the one that is joined have to be equal.`,
      ),
  ],
  [
    /^Error in slice\dD: begin\[(\d+)\] \+ size\[\d+\] \((\d+)\) would overflow input\.shape\[\d+\] \((\d+)\)/,
    ([, axis, end, size]) =>
      complain('shape', `slice reads up to ${end} in axis ${axis}, where there are only ${size}.`),
  ],
  [
    /^The f passed in variableGrads\(f\) must return a scalar, but it returned a rank-(\d+) tensor/,
    ([, rank]) =>
      complain(
        'training',
        `The loss function gives a tensor of ${rank} axes, but has to give one number: a scalar, such as that of .mean().`,
      ),
  ],
  [
    /^Cannot find a connection between any variable/,
    () =>
      complain(
        'training',
        'The loss does not depend on any variable that can be trained: nothing that the loss function computes uses one.',
      ),
  ],
  [
    /^Cannot return a Promise inside of tidy/,
    () =>
      complain(
        'training',
        'The loss function is async, so that it gives a promise. It has to give a tensor at once: drop async and await.',
      ),
  ],
  [
    /^The result y returned by f\(\) must be a tensor/,
    () =>
      complain(
        'training',
        'The loss function has to give a tensor, but gives none. It must not be async, and has to end in return.',
      ),
  ],
  [
    /^variableGrads\(\) expects at least one of the input variables to be trainable, but none of the (\d+)/,
    () =>
      complain(
        'training',
        'Nothing is left to train: every layer is frozen (trainable = false). Unfreeze one, or add a layer, before compile.',
      ),
  ],
  [/^Tensor is disposed/, () => complain('data', 'A tensor is used after it was disposed.')],
];

const rules: readonly Rule[] = [...layerRules, ...compileRules, ...dataRules, ...tensorRules];

/**
 * @param message of the error that tfjs threw, without its name
 * @returns undefined for an error that is none of tfjs's, or that says enough as it is
 */
export function explainTfjsError(message: string, call: RefusedCall): Complaint | undefined {
  const plain = message.replace(/^Error thrown while iterating through a dataset: /, '');
  for (const [pattern, explain] of rules) {
    const found = pattern.exec(plain);
    if (found) return explain([...found], call);
  }
  return undefined;
}

function complain(code: Complaint['code'], message: string): Complaint {
  return { code, message };
}

function subject({ layer }: RefusedCall): string {
  return layer ? `${layer.factory} (${layer.name})` : 'The layer';
}

function factory({ layer, call }: RefusedCall): string {
  return layer?.factory ?? call.replace(/^tf\.layers\./, '');
}

function given({ given: shapes = [] }: RefusedCall): string {
  return shapes.length === 0 ? 'another shape' : shapes.map(shapeText).join(' and ');
}

function wrongRank([, , wanted]: readonly string[], call: RefusedCall): Complaint {
  const { from } = call;
  const reads = axesByRank.get(Number(wanted)) ?? `${wanted} axes`;
  const source = from
    ? ` from ${from.layer.factory} (${from.layer.name}${from.line === undefined ? '' : `, ${from.line}`})`
    : '';
  const advice =
    from && recurrent.test(from.layer.factory) && wanted === '3'
      ? 'Give the layer before returnSequences: true, so that it hands on every step.'
      : wanted === '2'
        ? 'Add tf.layers.flatten() before it.'
        : from
          ? 'Reshape what it gets (tf.layers.reshape), or take another layer.'
          : `Give inputShape ${Number(wanted) - 1} sizes (no batch axis), or take a dense layer.`;
  return complain('shape', `${subject(call)} reads ${reads}, but gets ${given(call)}${source}. ${advice}`);
}

function tooSmall([, , shape]: readonly string[], call: RefusedCall): Complaint {
  const sizes = shape.split(',').map((size) => (size === '' ? null : Number(size)));
  return complain(
    'shape',
    `${subject(call)} gets ${shapeText(sizes)}, which is too small for its kernelSize. Make the image larger, pool less, or set padding: "same".`,
  );
}

function misfit(
  isTarget: boolean,
  wanted: readonly string[] | undefined,
  got: readonly string[],
  { model, call }: RefusedCall,
): Complaint {
  const known = (isTarget ? model?.outputs : model?.inputs)?.[0];
  const takes = wanted ? `[${wanted.join(', ')}]` : known ? shapeText(known) : 'another number of axes';
  const what = isTarget ? 'The labels' : 'The data';
  const side = isTarget ? 'gives' : 'takes';
  return complain(
    'data',
    `${what} of ${call} have shape [${got.join(', ')}], but the model ${side} ${takes}. ${isTarget ? labelAdvice(known, got, model?.loss) : inputAdvice(known, got, call)}`,
  );
}

function labelAdvice(output: Shape | undefined, got: readonly string[], loss = ''): string {
  const units = output?.at(-1);
  const isClassIndex = got.length === 1 || got.at(-1) === '1';
  if (/categoricalCrossentropy/i.test(loss) && isClassIndex && output?.length === 2) {
    return `Make them one-hot (tf.oneHot(labels.toInt(), ${units ?? 'classes'})), or take the loss sparseCategoricalCrossentropy.`;
  }
  if (output !== undefined && output.length > got.length)
    return 'Add tf.layers.flatten() before the last layer, or give labels of that shape.';
  return `Give the last layer ${got.at(-1) ?? '1'} units, or give labels of that shape.`;
}

function inputAdvice(input: Shape | undefined, got: readonly string[], call: string): string {
  if (call.endsWith('fitDataset') && got.at(-1) === '1')
    return 'Where the dataset gives single examples, cut it into batches first: dataset.batch(32).';
  if (input?.length === got.length + 1 && input.at(-1) === 1) return 'Add the channel axis: data.expandDims(-1).';
  return 'Change inputShape (which leaves out the batch axis), or the data, so that both say the same.';
}

function unknownName(kind: NameKind, name: string): Complaint {
  const names = namesOf(kind);
  const nearest = nearestName(name, names);
  const layer = kind === 'activation' ? layerFactoryLike(name) : undefined;
  const choices = [nearest && `"${nearest}"`, layer && `the layer tf.layers.${layer}`].filter(
    (choice) => choice !== undefined,
  );
  const advice =
    choices.length > 0 ? `Did you mean ${choices.join(', or ')}?` : `There are ${listed(names.slice(0, 12), 'and')}.`;
  return complain('name', `"${name}" is no ${kind} of TensorFlow.js. ${advice}`);
}

/** tfjs's name of a kind of setting as the setting itself: `PaddingMode` is `padding`. */
function settingOf(kind: string): string {
  const known: Readonly<Record<string, string>> = {
    PaddingMode: 'padding',
    DataFormat: 'dataFormat',
    InterpolationFormat: 'interpolation',
    PoolMode: 'poolMode',
    BidirectionalMergeMode: 'mergeMode',
  };
  return known[kind] ?? kind;
}

function meant(written: string, names: readonly string[]): string {
  const nearest = nearestName(written, names);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

function listed(names: readonly string[], last: 'or' | 'and' = 'or'): string {
  const texts = names.map((name) => `"${name.trim()}"`);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${last} ${texts.at(-1) ?? ''}`;
}

const axes = (text: string): string[] => text.split(',').map((size) => size.trim());
const spaced = (text: string): string => axes(text).join(', ');
const nullsAsBatch = (text: string): string =>
  text
    .replace(/[[\]]/g, (bracket) => bracket)
    .replace('null', 'batch')
    .replaceAll('null', 'any')
    .replaceAll(/,\s*/g, ', ');
const nested = (text: string): string =>
  text
    .replace(/^\[|\]$/g, '')
    .split(/(?<=\]),/)
    .map(nullsAsBatch)
    .join(' and ');
const product = (text: string): number => axes(text).reduce((all, size) => all * Number(size), 1);
