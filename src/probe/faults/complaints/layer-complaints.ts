/** Says in plain words what tfjs refuses about layers and the graph of a model. */

import {
  complain,
  layerName,
  functionName,
  givenShapes,
  didYouMean,
  quotedNames,
  sizes,
  shapeInWords,
  shapesInWords,
  type Rule,
} from './complaint-words';
import { type Complaint, type RefusedCall, shapeText } from './refused-call';

/** What a layer reads, by the number of axes that tfjs requires of its input. */
const axesByRank: ReadonlyMap<number, string> = new Map([
  [2, '[batch, features]'],
  [3, '[batch, steps, features]'],
  [4, '[batch, height, width, channels]'],
  [5, '[batch, depth, height, width, channels]'],
]);

/** Recurrent layers give only their last step unless they are told otherwise. */
const recurrent = /^(lstm|gru|simpleRNN|rnn|bidirectional)$/;

export const layerRules: readonly Rule[] = [
  [/^Input \d+ is incompatible with layer (\S+): expected ndim=(\d+), found ndim=(\d+)/, wrongRank],
  [
    /^Input \d+ is incompatible with layer (\S+): expected min_ndim=(\d+), found ndim=(\d+)/,
    ([, , least], call) =>
      complain(
        'shape',
        `${layerName(call)} reads at least ${least} axes, but gets ${givenShapes(call)}. Reshape what it gets, ` +
          'or take another layer.',
      ),
  ],
  [
    /^Input \d+ is incompatible with layer \S+: expected axis -?\d+ of .* value (\d+) but got shape ([\d,]+)/,
    ([, wanted, shape], call) =>
      complain(
        call.model ? 'data' : 'shape',
        `${layerName(call)} takes ${wanted} features for each example, ` +
          `but gets [${sizes(shape)}]. Change inputShape, or the data, so that both say the same.`,
      ),
  ],
  [
    /^Expected (\w+) to be a positive integer, but got (.+)\.$/,
    ([, key, value], call) =>
      complain('setting', `${key} of ${functionName(call)} is ${value}, but has to be a whole number above 0.`),
  ],
  [
    /expected config\.(\w+) to be a 'number' > 0 but got (.+)$/,
    ([, key, value], call) =>
      complain('setting', `${key} of ${functionName(call)} is ${value}, but has to be a whole number above 0.`),
  ],
  [
    /^required key '(\w+)' not in config/,
    ([, key], call) =>
      complain(
        'setting',
        `${functionName(call)} lacks ${key}: ` +
          'add it to the settings of the layer, or look whether it is misspelt there.',
      ),
  ],
  [
    /^The (\w+) argument must be an integer or tuple of (\d+) integers\. Received: (\d+) elements/,
    ([, key, wanted, got], call) =>
      complain(
        'setting',
        `${key} of ${functionName(call)} has ${got} numbers, but has to be one ` +
          `number${wanted === '1' ? '' : ` or ${wanted} of them`}.`,
      ),
  ],
  [
    /^(\S+) is not a valid (\w+)\. {1,2}Valid values are (.+?) or null\/undefined/,
    ([, value, kind, valid], call) =>
      complain(
        'setting',
        `${settingOf(kind)} of ${functionName(call)} is "${value}", but has to ` +
          `be ${quotedNames(valid.split(','))}.${didYouMean(value, valid.split(','))}`,
      ),
  ],
  [/^Negative dimension size caused by adding layer (\S+) with input shape \[([^\]]*)\]/, tooSmall],
  [
    /^Total size of new array must be unchanged/,
    (_, call) =>
      complain(
        'shape',
        `${layerName(call)} cannot turn ${givenShapes(call)} into ` +
          `${call.targetShape ? shapeText(call.targetShape) : 'its targetShape'}: ` +
          'both have to hold the same count of numbers for each example. Change targetShape, or the layers before it.',
      ),
  ],
  [
    /^A `Concatenate` layer requires inputs with matching shapes except for the concat axis\. Got input shapes: (.+)$/,
    ([, shapes]) =>
      complain(
        'shape',
        `concatenate gets ${shapesInWords(shapes)}: all axes but the one that is joined have to be equal.`,
      ),
  ],
  [
    /^A merge layer should be called on an Array of at least 2 inputs\. Got (\d+) input/,
    ([, count], call) =>
      complain('shape', `${functionName(call)} joins at least two inputs, but gets ${count}. Give apply([a, b]) both.`),
  ],
  [
    /^Operands could not be broadcast together with shapes \[([^\]]*)\] \[([^\]]*)\]/,
    ([, a, b], call) =>
      complain(
        'shape',
        `${functionName(call)} gets [batch, ${sizes(a)}] and [batch, ${sizes(b)}], which have to be equal. ` +
          'Give the layers before it the same number of units or filters.',
      ),
  ],
  [
    /^TimeDistributed layer expects an input shape >= 3D, but received input shape (\S+)/,
    ([, shape]) =>
      complain(
        'shape',
        `timeDistributed runs its layer at each time step, but gets ${shapeInWords(shape)}, which has no time ` +
          'axis. Give it [batch, steps, features].',
      ),
  ],
  [
    /^Axis (-?\d+) of input tensor should have a defined dimension but the layer received an input with shape (\S+)\./,
    ([, axis, shape], call) =>
      complain(
        'setting',
        `axis of ${functionName(call)} is ${axis}, but ${shapeInWords(shape)} has no such axis. ` +
          'Leave axis out for the last one.',
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
        `setWeights gives ${layerName(call)} a weight of shape [${sizes(other)}], but its own has [${sizes(own)}].`,
      ),
  ],
  [
    /^No such layer: (.+)$/,
    ([, name], call) =>
      complain('name', `The model has no layer called "${name}".${didYouMean(name, call.names ?? [])}`),
  ],
  [
    /^Graph disconnected/,
    () =>
      complain(
        'shape',
        'The outputs of this model are not connected to its inputs: they come from another tf.input. ' +
          'Give tf.model the inputs that the outputs were made of.',
      ),
  ],
  [
    /^input layer has >1 nodes/,
    () =>
      complain(
        'setting',
        'inputs of tf.model is a tensor, but has to be what tf.input gives. ' +
          'A layer is applied to tf.input({shape}), not to data, to build a model.',
      ),
  ],
];

function wrongRank([, , wanted]: readonly string[], call: RefusedCall): Complaint {
  const { from } = call;
  const reads = axesByRank.get(Number(wanted)) ?? `${wanted} axes`;
  const source = from
    ? ` from ${from.layer.factory} (${from.layer.name}${from.line === undefined ? '' : `, ${from.line}`})`
    : '';
  const advice =
    from && recurrent.test(from.layer.factory) && wanted === '3'
      ? 'Set returnSequences: true on the layer before it, so that it hands on every step.'
      : wanted === '2'
        ? 'Add tf.layers.flatten() before it.'
        : from
          ? 'Reshape what it gets (tf.layers.reshape), or take another layer.'
          : `Give inputShape ${Number(wanted) - 1} sizes (no batch axis), or take a dense layer.`;
  return complain('shape', `${layerName(call)} reads ${reads}, but gets ${givenShapes(call)}${source}. ${advice}`);
}

function tooSmall([, , shape]: readonly string[], call: RefusedCall): Complaint {
  const sizes = shape.split(',').map((size) => (size === '' ? null : Number(size)));
  return complain(
    'shape',
    `${layerName(call)} gets ${shapeText(sizes)}, which is too small for its kernelSize. Make the image larger, ` +
      'pool less, or set padding: "same".',
  );
}

/** The setting that tfjs's name of its type stands for: `padding` for `PaddingMode`. */
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
