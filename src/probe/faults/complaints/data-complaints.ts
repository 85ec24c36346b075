/** Says in plain words what tfjs refuses about the data that a model is trained on. */

import { complain, sizesIn, sizes, type Rule } from './complaint-words';
import { type Complaint, type RefusedCall, type Shape, shapeText } from './refused-call';

const intoBatches = 'Where it gives single examples, cut them into batches before the training: dataset.batch(32).';

export const dataRules: readonly Rule[] = [
  [
    /^(x|y) of model\.fit is undefined$/,
    ([, side], call) =>
      complain(
        'data',
        `${side} of ${call.call} is undefined. Where an async function gives it, await that function's promise first.`,
      ),
  ],
  [
    /^A dataset for fitDataset has to give objects of the form \{xs, ys\}/,
    () => complain('data', 'The dataset has to give objects {xs, ys}, but what it gives has other names.'),
  ],
  [
    /^(input|target) expected a batch .* each example has shape \[([^\]]*)\].* \(tensor shape \[([^\]]*)\]\)/,
    ([, side, wanted, got], call) => misfit(side === 'target', [`batch`, ...sizesIn(wanted)], sizesIn(got), call),
  ],
  [
    /^Error when checking (?:model )?(input|target)?\s*: expected \S+ to have \d+ dimension\(s\)\. .* shape ([\d,]+)/,
    ([, side, got], call) => misfit(side === 'target', undefined, sizesIn(got), call),
  ],
  [
    /^Error when checking (?:model )?(input|target)?\s*: expected \S+ to have shape \[([^\]]*)\] .* shape \[([^\]]*)\]/,
    ([, side, wanted, got], call) =>
      misfit(
        side === 'target',
        sizesIn(wanted).map((axis, at) => (at === 0 && !/\d/.test(axis) ? 'batch' : axis)),
        sizesIn(got),
        call,
      ),
  ],
  [
    /^Error when checking model (input|target): the Array of Tensors .* is not the size/,
    ([, side], call) => {
      const count = (side === 'target' ? call.model?.outputs : call.model?.inputs)?.length ?? 1;
      const tensors = count === 1 ? 'a tensor' : `${count} tensors`;
      if (call.call.endsWith('fitDataset'))
        return complain(
          'data',
          `The dataset gives a list as ${side === 'target' ? 'ys' : 'xs'}, but the model takes ${tensors}. ` +
            intoBatches,
        );
      return complain(
        'data',
        `${call.call} takes ${tensors} as ${side === 'target' ? 'y' : 'x'}, ` +
          'but gets another array. Wrap numbers: tf.tensor2d([[1, 2], [3, 4]]).',
      );
    },
  ],
  [
    /^The model (input|target) expects (\d+) Tensor\(s\), but only received one Tensor\. .* shape ([\d,]+)/,
    ([, side, count, shape]) =>
      complain(
        'data',
        `The model has ${count} ${side === 'target' ? 'outputs' : 'inputs'}, but gets one tensor of shape ` +
          `[${sizes(shape)}]. Give an array with a tensor for each.`,
      ),
  ],
  [
    /^Input Tensors should have the same number of samples .* Found (\d+) input .* and (\d+) target sample/,
    ([, x, y]) => complain('data', `x has ${x} examples, but y has ${y}. Each example needs its target.`),
  ],
  [
    /^Batch size mismatch: output \S+ has (\d+); expected {1,2}(\d+) based on input/,
    ([, y, x]) => complain('data', `A batch of the dataset has ${x} rows of xs, but ${y} of ys. ${intoBatches}`),
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
        `A table of ${Number(last) + 1} rows is asked for row ${id}. Rows count from 0 to ${last}: where an ` +
          `embedding reads ids up to ${id}, its inputDim has to be ${Number(id) + 1} at least.`,
      ),
  ],
  [
    /^batchSize is required to be a positive integer, but got (.+)$/,
    ([, value]) => complain('setting', `batchSize is ${value}, but has to be a whole number above 0.`),
  ],
  [
    /^The training data have no examples/,
    () =>
      complain('data', 'The data are empty, so there is no example to train on. Fill them before they become tensors.'),
  ],
  [
    /^validationSplit leaves no example/,
    () =>
      complain(
        'data',
        'No example is left to train on: validationSplit takes all of them. Give more data, or a smaller share.',
      ),
  ],
  [
    /^The dtype of the feed \(string\) can not be cast/,
    (_, call) =>
      complain(
        'data',
        `The data of ${call.call} are texts, not numbers. Convert them where the tensor is made: ` +
          'rows.map((row) => row.map(Number)).',
      ),
  ],
  [
    /^You are passing a target array of shape ([\d,]+) while using a loss 'categorical_crossentropy'/,
    ([, shape], call) =>
      complain(
        'data',
        `The labels of ${call.call} have shape [${sizes(shape)}], one number for each example, but ` +
          'categoricalCrossentropy takes one-hot rows with a column for each class. For a yes or no, take the loss ' +
          "binaryCrossentropy over one unit with 'sigmoid'; for classes, give the last layer a unit for each, and " +
          'make the labels one-hot: tf.oneHot(labels.toInt(), classes).',
      ),
  ],
  [
    /^Argument '\w+' passed to '(\w+)' must be \w+ tensor, but got string tensor/,
    ([, operation]) =>
      complain(
        'data',
        `tf.${operation} takes numbers, but gets texts. Number the names first: with const names = ` +
          '[...new Set(labels)], labels.map((label) => names.indexOf(label)).',
      ),
  ],
  [
    /^Argument '(\w+)' passed to '(\w+)' must be (\w+) tensor, but got (\w+) tensor/,
    ([, , operation, wanted, got], call) =>
      operation === 'floor' && /sparse/i.test(call.model?.loss ?? '')
        ? complain(
            'data',
            'The labels of sparseCategoricalCrossentropy have type int32, which tfjs refuses there. ' +
              'Make them float32: labels.toFloat().',
          )
        : complain(
            'data',
            `tf.${operation} takes numbers of type ${wanted}, but gets ${got}. Convert them first, ` +
              `by ${wanted === 'int32' ? 'toInt()' : wanted === 'bool' ? 'toBool()' : 'toFloat()'}.`,
          ),
  ],
];

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
    `${what} of ${call} have shape [${got.join(', ')}], but the ` +
      `model ${side} ${takes}. ${isTarget ? labelAdvice(known, got, model?.loss) : inputAdvice(known, got, call)}`,
  );
}

function labelAdvice(output: Shape | undefined, got: readonly string[], loss = ''): string {
  const units = output?.at(-1);
  const isClassIndex = got.length === 1 || got.at(-1) === '1';
  if (/categoricalCrossentropy/i.test(loss) && isClassIndex && output?.length === 2) {
    return (
      `Make them one-hot (tf.oneHot(labels.toInt(), ${units ?? 'classes'})), ` +
      'or take the loss sparseCategoricalCrossentropy.'
    );
  }
  if (output !== undefined && output.length > got.length)
    return 'Add tf.layers.flatten() before the last layer, or give labels of that shape.';
  return `Give the last layer ${got.at(-1) ?? '1'} units, or give labels of that shape.`;
}

function inputAdvice(input: Shape | undefined, got: readonly string[], call: string): string {
  if (call.endsWith('fitDataset') && got.at(-1) === '1')
    return 'Where the dataset gives single examples, cut it into batches first: dataset.batch(32).';
  const size = input?.at(-1);
  if (got.length === 2 && input?.length === 2 && got[1] === '1' && got[0] === String(size))
    return (
      `These are ${got[0]} examples of one number. One example of ${got[0]} numbers has shape [1, ${got[0]}]: ` +
      'tf.tensor2d([[...]]), or vector.expandDims(0).'
    );
  if (input?.length === got.length + 1 && input.at(-1) === 1) return 'Add the channel axis: data.expandDims(-1).';
  return 'Change inputShape (which leaves out the batch axis), or the data, so that both say the same.';
}
